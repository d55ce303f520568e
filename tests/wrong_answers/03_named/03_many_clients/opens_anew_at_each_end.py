"""Opens the FIFO anew at each end: a client that comes in between writes to nobody.

caught_by = "test_with_nobody_there_it_has_a_write_end"
words = ["nobody had a write end"]
"""


def serve(path, count):
    lines = []
    while len(lines) < count:
        with open(path, "rb") as fifo:
            lines += [line.decode().rstrip("\n") for line in fifo]
    return lines
