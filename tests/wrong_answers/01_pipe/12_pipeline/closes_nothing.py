"""The children keep all ends: a program holds the write end of its own input without knowing it.

caught_by = "test_sort_and_uniq"
cause = "own-write-end"
words = ["Child 2 waits for the end of pipe", "it still holds the write end itself: `ends[1]`"]
"""

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
            pass
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
