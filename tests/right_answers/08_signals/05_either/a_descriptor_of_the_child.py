"""A pidfd tells of the child, and a pipe of the signal."""

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
    woken, wakes = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    child = start(work)
    ended = os.pidfd_open(child)
    poll = select.poll()
    for fd in (reader, ended, woken):
        poll.register(fd, select.POLLIN)
    ready = [fd for fd, _ in poll.poll()]
    if ended not in ready:
        signal.pidfd_send_signal(ended, signal.SIGKILL)
    os.waitid(os.P_PIDFD, ended, os.WEXITED)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, before)
    for fd in (woken, wakes, ended):
        os.close(fd)
    return "read" if reader in ready else "child" if ended in ready else "signal"
