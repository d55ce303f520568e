"""Makes a pipe, and then writes to a temporary file and reads from that.

caught_by = "test_it_goes_through_a_pipe"
words = ["but not through the pipe"]
"""

import os
import tempfile


def write_then_read(message):
    for end in os.pipe():
        os.close(end)
    with tempfile.TemporaryFile("w+") as file:
        file.write(message)
        file.seek(0)
        return file.read()
