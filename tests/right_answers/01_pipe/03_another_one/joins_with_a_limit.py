"""multiprocessing makes the child, and the wait for it has a limit that is not reached."""

import os

LINE = "Another one bites the dust\n"


def writes(reader, writer):
    in_the_child(reader, writer)


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        for _ in range(10):
            out.write(LINE)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        messages = [line for line in lines]
    return messages


def another_one():
    import multiprocessing as mp

    ctx = mp.get_context("fork")
    r, w = os.pipe()
    p = ctx.Process(target=writes, args=(r, w))
    p.start()
    try:
        return in_the_parent(r, w)
    finally:
        p.join(timeout=5)
