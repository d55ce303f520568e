"""A pipeline: what the shell does for `sort | uniq -c | sort -n`.

A program reads descriptor 0 and writes descriptor 1, and does not care what they are. `os.dup2` makes them
the ends of pipes, `os.execvp` puts the program in the place of the child. Every other descriptor that survives
exec stays open in the program, which knows nothing of it: one forgotten write end, in the program itself or in
a sibling, and the reader of that pipe waits for ever.

Run the tests before you change anything: one of them hangs, and you are told why.

Read on: dup2(2), execvp(3), pipe(2)
"""

import itertools
import os


def shell_pipe() -> tuple[int, int]:
    """Make a pipe whose ends survive exec, as those of a shell do, and return its read end and its write end."""
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands: list[list[str]], source: int) -> tuple[bytes, list[int]]:
    """Run commands side by side, each in a child of its own, the output of each being the input of the next.

    commands: programs with their arguments, at least one. source: a read end, the input of the first command; it
    is closed when the function returns.
    Returns the output of the last command, and the exit statuses of all, 127 for a program that is not found.
    """
    pipes = [shell_pipe() for _ in commands]  # each command writes into its own
    inputs = [source, *(reader for reader, _ in pipes)]
    children = []
    for number, command in enumerate(commands):
        child = os.fork()
        if child == 0:
            os.dup2(inputs[number], 0)
            os.dup2(pipes[number][1], 1)
            for end in itertools.chain(*pipes):
                os.close(end)  # 0 and 1 are copies, and all it needs; any other would keep a reader waiting
            try:
                os.execvp(command[0], command)
            finally:
                os._exit(127)
        children.append(child)
    for end in [*inputs[:-1], *(writer for _, writer in pipes)]:
        os.close(end)
    with open(inputs[-1], "rb") as output:
        data = output.read()
    return data, [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
