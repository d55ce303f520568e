"""Returns at the end of the pipe, and the workers stay.

caught_by = "test_the_workers_are_there_before_the_clients"
cause = "left-behind"
words = ["LEFT BEHIND"]
"""

import contextlib
import os


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
    for _ in range(workers):
        if os.fork() == 0:
            work(listener)
    os.read(stop, 1)
    return workers
