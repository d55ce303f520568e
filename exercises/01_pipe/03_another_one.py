"""Another one bites the dust: a child writes, its parent reads.

`os.fork` copies all descriptors of a process. After a fork, each end of the pipe is open twice, once in the
parent and once in the child. The reader meets the end of file only when every copy of the write end is
closed.

Run the tests before you change anything: two of them hang, and you are told why. Then close, in each process,
the end that it does not use.

Read on: fork(2), pipe(2)
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader: int, writer: int) -> None:
    """Write LINE ten times to the write end of a pipe, and leave neither end open.

    reader, writer: descriptors of the two ends.
    """
    # TODO: a process that only writes has no use for the read end.
    with open(writer, "w") as out:
        for _ in range(10):
            out.write(LINE)


def in_the_parent(reader: int, writer: int) -> list[str]:
    """Read lines from the read end of a pipe until the end of file, and leave neither end open.

    reader, writer: descriptors of the two ends. The lines are UTF-8, without carriage returns.
    Returns the lines in the order of their arrival, each with its newline; only the last one may lack it.
    """
    # TODO: who still holds a write end while this process reads?
    with open(reader) as lines:
        messages = [line for line in lines]
    return messages


def another_one() -> list[str]:
    """Fork a child that writes ten lines, read them in the parent, and wait for the child.

    Returns the ten lines.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
