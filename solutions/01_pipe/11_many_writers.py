"""Many writers: several children report into one pipe, and their parent reads until the last of them has gone.

The end of file comes when every write end is closed, the parent's own among them. One write of up to PIPE_BUF
(4096) bytes stays whole: no bytes of another writer come between. Two writes may be torn apart.

Run the tests before you change anything: four of them hang, and you are told why.

Read on: pipe(7) under "PIPE_BUF", write(2)
"""

import os


def report(writer: int, name: str, count: int) -> None:
    """Write the lines "NAME 0", "NAME 1", … into a pipe, each line with a write of its own.

    writer: the write end; it is closed when the function returns. count: how many lines.
    """
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())  # one write, so the line stays whole
    os.close(writer)


def gather(names: list[str], count: int) -> list[str]:
    """Fork a child for each name that reports `count` lines into one pipe, read to its end, and wait for all of them.

    Returns the lines as they came, with their newlines.
    """
    reader, writer = os.pipe()
    children = []
    for name in names:
        child = os.fork()
        if child == 0:
            os.close(reader)  # survives: the parent reads to the end, so no writer has to notice that it left
            report(writer, name, count)
            os._exit(0)
        children.append(child)
    os.close(writer)  # after the last fork, which copies it; before the read, which would never end
    with open(reader) as lines:
        gathered = list(lines)
    for child in children:
        os.waitpid(child, 0)
    return gathered
