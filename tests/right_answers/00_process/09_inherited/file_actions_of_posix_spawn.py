"""posix_spawn closes what is open; its dup2 onto the same number marks it."""

import os


def run_with(argv, fd):
    actions = []
    for name in os.listdir("/proc/self/fd"):
        number = int(name)
        if number > 2 and number != fd:
            try:
                if os.get_inheritable(number):
                    actions.append((os.POSIX_SPAWN_CLOSE, number))
            except OSError:
                pass
    actions.append((os.POSIX_SPAWN_DUP2, fd, 255))
    actions.append((os.POSIX_SPAWN_DUP2, 255, fd))
    actions.append((os.POSIX_SPAWN_CLOSE, 255))
    try:
        child = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
    except FileNotFoundError:
        return 127
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
