"""Reads what there is, and takes "nothing yet" for the end of file.

caught_by = "test_a_line_that_comes_late_is_waited_for"
words = ["it did not wait"]
"""

import os


def read_lines(reader):
    os.set_blocking(reader, False)
    with open(reader, "rb", buffering=0) as stream:
        data = b""
        while chunk := stream.read(4096):
            data += chunk
    return [line.decode() for line in data.splitlines(keepends=True)]
