"""Takes the statuses in the order in which the commands exit.

caught_by = "test_commands_run_side_by_side_and_their_statuses_keep_the_order"
words = ["in the order of the commands, not [5, 0]"]
"""

import os


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    for command in commands:
        reader, writer = shell_pipe()
        if os.fork() == 0:
            os.dup2(source, 0)
            os.dup2(writer, 1)
            os.closerange(3, 256)
            try:
                os.execvp(command[0], command)
            finally:
                os._exit(127)
        os.close(source)
        os.close(writer)
        source = reader
    with open(source, "rb") as output:
        data = output.read()
    return data, [os.waitstatus_to_exitcode(os.wait()[1]) for _ in commands]
