"""posix_spawn is told which mask the program is to have."""

import os
import signal


def run_blocked(argv, source):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        actions = [(os.POSIX_SPAWN_DUP2, source, 0)]
        child = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions, setsigmask=before)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except FileNotFoundError:
        code = 127
    came = signal.sigtimedwait({signal.SIGTERM}, 0) is not None
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return code, came
