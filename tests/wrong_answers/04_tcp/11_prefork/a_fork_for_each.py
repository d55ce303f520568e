"""Forks when a client comes: nobody is asleep in accept beforehand.

caught_by = "test_the_workers_are_there_before_the_clients"
words = ["no client has come yet, and there are 0 workers"]
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
    while stop not in select.select([listener, stop], [], [])[0]:
        conn, _ = listener.accept()
        child = os.fork()
        if child == 0:
            try:
                talk(conn)
            finally:
                os._exit(0)
        conn.close()
        children.append(child)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return len(children)
