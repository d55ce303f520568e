"""Popen calls a function in the child."""

import signal
import subprocess


def run_blocked(argv, source):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})

    def unblock():
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    try:
        code = subprocess.Popen(argv, stdin=source, preexec_fn=unblock).wait()
    except FileNotFoundError:
        code = 127
    came = signal.SIGTERM in signal.sigpending()
    if came:
        signal.sigwait({signal.SIGTERM})
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return code, came
