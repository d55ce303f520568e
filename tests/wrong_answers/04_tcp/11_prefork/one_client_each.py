"""A worker exits behind its client, and is replaced: it is a fork for each again, only one client earlier.

caught_by = "test_the_workers_stay"
words = ["assert"]
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
    alive, forked = {}, 0
    while True:
        while len(alive) < workers:
            dies, lives = os.pipe()
            child = os.fork()
            if child == 0:
                try:
                    talk(listener.accept()[0])
                finally:
                    os._exit(0)
            os.close(lives)
            alive[dies] = child
            forked += 1
        ready = select.select([stop, *alive], [], [])[0]
        for dies in list(alive) if stop in ready else ready:
            os.kill(alive[dies], signal.SIGKILL)
            os.waitpid(alive.pop(dies), 0)
            os.close(dies)
        if stop in ready:
            return forked
