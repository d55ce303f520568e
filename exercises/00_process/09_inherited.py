"""Inherited: which descriptors live on in another program.

Fork copies all descriptors; exec keeps those that are marked as inheritable. Python marks none that it opens, so a
program gets 0, 1 and 2, and nothing of the rest. A descriptor that it is to have must be marked, in the child and not
in the parent: a mark in the parent is for all programs that it ever starts. And what others have marked must be
closed: a write end that lives on in a program that knows nothing of it keeps a reader waiting for the end.

Read on: execve(2), fcntl(2) on FD_CLOEXEC, os.set_inheritable
"""


def run_with(argv: list[str], fd: int) -> int:
    """Run a program that has one descriptor, under its number, beside 0, 1 and 2, and nothing more; wait for it.

    argv: its name, which is looked for in the path, and its arguments. fd: above 2; it stays open here, marked or not
    as before. Of the other descriptors of this process, all below 256, the program has none, even of those that are
    marked.
    Returns the exit code of the program, 127 if there is no such program.
    """
    # TODO: in the child, see to it that this one descriptor lives on, and all others above 2 do not.
    raise NotImplementedError("fork, mark one descriptor, close the others, exec")
