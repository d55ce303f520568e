"""Become another program: exec.

`os.execvp` puts a program in the place of the process that calls it: the same number, the same parent, and nothing of
what was in its memory. It returns only if it failed, and then by an exception. So a shell forks first: the child
becomes the program, its parent waits. If there is no such program, a child is left that must not go on in the code of
its parent. Nor may it leave by sys.exit: text that waits in a buffer was copied, and would be written by both.

Write `run`, so that it returns what a shell calls the status, `$?`.

Read on: execve(2), execvp(3), _exit(2), and EXIT STATUS in sh(1)
"""


def run(argv: list[str]) -> int:
    """Run a program in a child and wait for it.

    argv: its name, which is looked for in the path, and its arguments as they are.
    Returns the status as a shell gives it: the exit code; 128 + n if the signal n has killed it; 127 if there is no
    such program; 126 if it is there and cannot be run, like a folder, or a file that nobody may run.
    """
    # TODO: fork; the child becomes the program, or says by its exit code why it could not; the parent waits.
    raise NotImplementedError("fork, exec and wait")


def run_with_a_log(argv: list[str], log: int) -> None:
    """Run a program between two lines: "running" before, and its status after it, as run returns it.

    log: the write end of a pipe; it is closed when the function returns.
    """
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
