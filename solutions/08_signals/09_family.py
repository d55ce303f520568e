"""Family: a signal for a program, and for all that it has started.

Who kills a program has not killed its children: they live on, and so do the ends of pipes that they hold. But a
terminal ends a whole pipeline with one Ctrl-C, for it sends the signal to a process group. A child is born into the
group of its parent, and `os.setpgid` puts it into one of its own, before it can have children: these are born into
that group, too. Then `os.killpg` reaches them all, whoever started them, and nobody else.

Read on: setpgid(2), killpg(2), credentials(7)
"""

import contextlib
import os
import signal


def run_for(argv: list[str], reader: int) -> tuple[bytes, int]:
    """Run a program until a pipe comes to its end, and then end all that it has started, at once.

    argv: the program and its arguments. It writes no more than a pipe holds, and may have ended by itself before.
    reader: a read end, out of which no byte comes, only the end; it stays open.
    The program leads a process group of its own. In the end nobody in this group is alive, not even who ignores
    SIGTERM; nobody outside of it is sent a signal.
    Returns all that the group has written to its output, and the exit code of the program, minus the number of a
    signal that has killed it, 127 if it is not found.
    """
    output, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)  # its parent may be late
            os.dup2(writer, 1)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    with contextlib.suppress(PermissionError):  # the child may be early, and the program itself by now
        os.setpgid(child, child)  # the child may be late
    os.close(writer)
    os.read(reader, 1)
    os.killpg(child, signal.SIGKILL)  # before the wait, for as long as pid and group are this child's
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
