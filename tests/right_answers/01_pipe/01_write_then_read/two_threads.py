"""A thread writes while the main thread reads."""

import os
import threading


def write_then_read(message):
    reader, writer = os.pipe()

    def write():
        with open(writer, "w") as way_in:
            way_in.write(message)

    thread = threading.Thread(target=write)
    thread.start()
    with open(reader) as way_out:
        everything = way_out.read()
    thread.join()
    return everything
