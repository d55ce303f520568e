"""One offset: an open file is shared, and its position with it.

Fork copies the numbers of descriptors, not what is behind them: parent and child have the same open file, and there is
one position in it. What one of them has read, the other does not get. `os.dup` makes one more number for it, no more.
A position of one's own comes with an `open` of one's own, or with a read that does not use the position at all.

Run the tests before you change anything: one of the two gets what the other has left.

Read on: open(2), the part on open file descriptions; lseek(2), pread(2)
"""

import os


def whole(fd: int) -> bytes:
    """Return all bytes of a file, wherever its position is.

    fd: of a file, open for reading; it stays open, and in the end its position is where it was.
    """
    data = b""
    # TODO: each read begins where the last one ended, in whichever process that was.
    while chunk := os.read(fd, 4096):
        data += chunk
    return data


def twice(fd: int, out: int) -> bytes:
    """Let a child write the whole file into `out`; when it has exited, return it, as its parent has read it.

    fd: as above. out: the write end of a pipe, which somebody else reads; it stays open.
    """
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    return whole(fd)
