"""The parent is one of the workers: who replaces the others meanwhile?

caught_by = "test_the_workers_are_there_before_the_clients"
words = ["there are 2 workers, not 3"]
"""

import contextlib
import os
import select
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
    for _ in range(workers - 1):
        child = os.fork()
        if child == 0:
            work(listener)
        children.append(child)
    while stop not in select.select([listener, stop], [], [])[0]:
        conn, _ = listener.accept()
        talk(conn)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return len(children)
