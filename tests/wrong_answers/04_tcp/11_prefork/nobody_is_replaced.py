"""Forks the workers once: the dead are not replaced.

caught_by = "test_the_dead_are_replaced"
cause = "circular-wait"
words = ["waits for data from the peer"]
"""

import contextlib
import os
import signal


def talk(conn):
    with conn, conn.makefile("rwb") as file:
        file.write(b"process %d\n" % os.getpid())
        file.flush()
        for line in file:
            file.write(line.upper())
            file.flush()


def work(listener):
    try:
        while True:
            conn, _ = listener.accept()
            with contextlib.suppress(ConnectionError):
                talk(conn)
    finally:
        os._exit(1)


def prefork(listener, workers, stop):
    children = []
    for _ in range(workers):
        child = os.fork()
        if child == 0:
            work(listener)
        children.append(child)
    os.read(stop, 1)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return len(children)
