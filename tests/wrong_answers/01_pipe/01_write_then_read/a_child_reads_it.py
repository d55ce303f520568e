"""A child writes into the pipe and reads it out again; the parent returns what it was given.

caught_by = "test_it_goes_through_a_pipe"
words = ["only a child has read it"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, message.encode())
        os.close(writer)
        while os.read(reader, 4096):
            pass
        os._exit(0)
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)
    return message
