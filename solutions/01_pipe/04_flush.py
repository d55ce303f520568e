"""Text in a buffer: what a fork doubles and what an exit loses.

A file object collects what is written and hands it to the kernel later, in one piece. Until then the text is in the
memory of the process, and `os.fork` copies memory: both processes have it, and both may write it. `os._exit`
ends a process at once, and the text that is still in its buffers is lost.

Run the tests and look at what arrives. Then decide when to empty the buffer.

Read on: fork(2), _exit(2), setbuf(3), io.IOBase.flush
"""

import os


def three_lines(writer: int) -> None:
    """Write the line "before" into a pipe; let a forked child write "child"; when it has exited, write "after".

    writer: the write end of the pipe; it is closed when the function returns.
    Each line goes into the pipe once, and in this order.
    """
    with open(writer, "w") as out:
        out.write("before\n")
        out.flush()  # an empty buffer has nothing to copy
        child = os.fork()
        if child == 0:
            out.write("child\n")
            out.flush()  # os._exit would throw it away
            os._exit(0)
        os.waitpid(child, 0)
        out.write("after\n")
