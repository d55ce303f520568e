"""Asks for the statuses when the output has ended, without waiting for the commands.

caught_by = "test_all_commands_are_waited_for"
words = ["returned"]
"""

import os


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    children = []
    for command in commands:
        reader, writer = shell_pipe()
        child = os.fork()
        if child == 0:
            os.dup2(source, 0)
            os.dup2(writer, 1)
            os.closerange(3, 256)
            try:
                os.execvp(command[0], command)
            finally:
                os._exit(127)
        children.append(child)
        os.close(source)
        os.close(writer)
        source = reader
    with open(source, "rb") as output:
        data = output.read()
    return data, [os.waitstatus_to_exitcode(os.waitpid(child, os.WNOHANG)[1]) for child in children]
