"""Waits with two threads, each for one pipe.

caught_by = "test_one_ends_and_the_other_goes_on"
words = ["one thread was to wait for both"]
"""

import os
import threading


def merge(a, b, out):
    def pass_on(reader):
        while data := os.read(reader, 4096):
            os.write(out, data)

    other = threading.Thread(target=pass_on, args=(b,))
    other.start()
    pass_on(a)
    other.join()
