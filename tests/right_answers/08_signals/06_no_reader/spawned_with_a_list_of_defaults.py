"""posix_spawn is told which signals the program is to have as they were."""

import os
import signal


def head(argv, count):
    reader, writer = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, writer, 1)]
    child = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions, setsigdef=[signal.SIGPIPE])
    os.close(writer)
    with open(reader, "rb") as output:
        lines = [line for _, line in zip(range(count), output)]
    return lines, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
