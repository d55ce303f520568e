"""Into the pipe I go: a message is written to one end of a pipe and read from the other.

`os.pipe` returns two descriptors: what is written to the second comes out of the first. Opened with `open`,
both are ordinary file objects. A reader that asks for everything waits until nothing more can come: that is
the end of file, and it comes when the write end is closed.

Run the tests before you change anything: they hang, and you are told why.

Read on: pipe(2), pipe(7), read(2)
"""

import os


def write_then_read(message: str) -> str:
    """Write a message into a new pipe, then read everything that is in the pipe.

    message: text without carriage returns, which `open` changes, and of at most 60000 bytes, which fit into a pipe.
    Returns what was read, and leaves neither end open.
    """
    reader, writer = os.pipe()
    with open(reader) as way_out:
        way_in = open(writer, "w")
        way_in.write(message)
        way_in.close()  # writes what is still in the buffer; for the reader, it is the end of file
        return way_out.read()
