"""Somebody stops and continues a program that waits for more, and it is given what is there."""

import os
import signal
import socket
import time


def neighbour():
    pids = yield
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in pids:
            os.kill(pid, number)
        time.sleep(0.5)


if __name__ == "__main__":
    ours, theirs = socket.socketpair()
    theirs.send(b"short")
    assert ours.recv(10, socket.MSG_WAITALL) == b"short"
