"""Makes the lines itself.

caught_by = "test_there_is_a_child_for_each_name"
words = ["no process was made"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())
    os.close(writer)


def gather(names, count):
    return [f"{name} {number}\n" for name in names for number in range(count)]
