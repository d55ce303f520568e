"""A signal from outside is told by the wake-up descriptor of Python."""

import os
import select
import signal
import socket


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGUSR1)


if __name__ == "__main__":
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno())
    signal.signal(signal.SIGUSR1, lambda number, frame: None)
    select.select([ours], [], [])
    assert ours.recv(1) == bytes([signal.SIGUSR1])
