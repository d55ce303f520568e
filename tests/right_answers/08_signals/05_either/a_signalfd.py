"""Both signals are blocked, and signalfd(2) makes them readable."""

import ctypes
import os
import select
import signal


def start(work):
    child = os.fork()
    if child == 0:
        while os.read(work, 100):
            pass
        os._exit(3)
    return child


def supervise(reader, work):
    blocked = {signal.SIGTERM, signal.SIGCHLD}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    mask = sum(1 << number - 1 for number in blocked).to_bytes(128, "little")
    fd = ctypes.CDLL(None, use_errno=True).signalfd(-1, mask, os.O_CLOEXEC)
    child = start(work)
    ready, _, _ = select.select([reader, fd], [], [])
    first = "read"
    if reader not in ready:
        first = "child" if int.from_bytes(os.read(fd, 128)[:4], "little") == signal.SIGCHLD else "signal"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while signal.sigtimedwait({signal.SIGCHLD}, 0):
        pass
    os.close(fd)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return first
