"""Never sleeps in a read: asks a non-blocking read end again and again.

caught_by = "test_the_parent_waits_for_what_comes_late"
words = ["never sleeps: it spins"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        out.write(LINE * 10)


def in_the_parent(reader, writer):
    os.close(writer)
    os.set_blocking(reader, False)
    text = b""
    while True:
        try:
            data = os.read(reader, 1000)
        except BlockingIOError:
            continue
        if not data:
            os.close(reader)
            return text.decode().splitlines(keepends=True)
        text += data


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
