"""A full pipe: it holds 65536 bytes, and the writer of more waits for a reader.

The child sends more than the pipe holds. The parent wants to be sure that the child is done before it reads,
and waits for it. So each waits for the other. Nothing is wrong with either step, only with their order.

Run the tests before you change anything: one of them hangs, and you are told why.

Read on: pipe(7) under "Pipe capacity", waitpid(2)
"""

import os


def send_zeros(size: int, writer: int) -> None:
    """Write `size` zero bytes into a pipe.

    writer: the write end; it is closed when the function returns.
    """
    with open(writer, "wb") as out:
        out.write(bytes(size))


def receive_from_child(size: int) -> tuple[int, int]:
    """Fork a child that sends `size` zero bytes and exits with status 7, and count what arrives.

    The pipe stays as big as it was made.
    Returns how many bytes came until the end of file, and the exit status of the child.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        send_zeros(size, writer)
        os._exit(7)
    os.close(writer)
    # TODO: what must have happened before the child can exit?
    status = os.waitpid(child, 0)[1]
    with open(reader, "rb") as data:
        received = len(data.read())
    return received, os.waitstatus_to_exitcode(status)
