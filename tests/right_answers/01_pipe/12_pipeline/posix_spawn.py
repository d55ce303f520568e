"""posix_spawn makes the children, with file actions in place of dup2 and close; pidfd and waitid wait for them."""

import os


def shell_pipe():
    reader, writer = os.pipe()
    os.set_inheritable(reader, True)
    os.set_inheritable(writer, True)
    return reader, writer


def pipeline(commands, source):
    children = []
    for command in commands:
        reader, writer = os.pipe()
        actions = [(os.POSIX_SPAWN_DUP2, source, 0), (os.POSIX_SPAWN_DUP2, writer, 1)]
        try:
            children.append(os.posix_spawnp(command[0], command, os.environ, file_actions=actions))
        except OSError:
            children.append(None)
        os.close(source)
        os.close(writer)
        source = reader
    with open(source, "rb") as output:
        data = output.read()
    statuses = []
    for child in children:
        if child is None:
            statuses.append(127)
        else:
            statuses.append(os.waitid(os.P_PID, child, os.WEXITED).si_status)
    return data, statuses
