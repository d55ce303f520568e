"""The parent collects the statuses first: a last command with much output waits for room.

caught_by = "test_more_than_the_pipes_hold"
cause = "nobody-reads"
words = ["waits for room in pipe", "the parent holds the read end"]
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
            try:
                os.execvp(command[0], command)
            finally:
                os._exit(127)
        children.append(child)
    for end in [*inputs[:-1], *(writer for _, writer in pipes)]:
        os.close(end)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    with open(inputs[-1], "rb") as output:
        return output.read(), statuses
