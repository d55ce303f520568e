"""Where a program is not found, the child runs on in the code of its parent.

caught_by = "test_a_program_that_is_not_found"
cause = "escaped-child"
words = ["FileNotFoundError", "forked in `pipeline`"]
"""

import itertools
import os


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    pipes = [shell_pipe() for _ in commands]  # each command writes into its own
    inputs = [source, *(reader for reader, _ in pipes)]
    children = []
    for number, command in enumerate(commands):
        child = os.fork()
        if child == 0:
            os.dup2(inputs[number], 0)
            os.dup2(pipes[number][1], 1)
            for end in itertools.chain(*pipes):
                os.close(end)
            os.execvp(command[0], command)
        children.append(child)
    for end in [*inputs[:-1], *(writer for _, writer in pipes)]:
        os.close(end)
    with open(inputs[-1], "rb") as output:
        data = output.read()
    return data, [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
