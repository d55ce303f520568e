"""A pidfd tells of the death of each."""

import contextlib
import os
import selectors
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
    forked = 0
    with selectors.DefaultSelector() as selector:
        selector.register(stop, selectors.EVENT_READ)
        alive = {}
        while True:
            while len(alive) < workers:
                child = os.fork()
                if child == 0:
                    work(listener)
                forked += 1
                alive[child] = os.pidfd_open(child)
                selector.register(alive[child], selectors.EVENT_READ, child)
            events = selector.select()
            if any(key.fileobj == stop for key, _ in events):
                break
            for key, _ in events:
                selector.unregister(key.fileobj)
                os.waitpid(key.data, 0)
                os.close(alive.pop(key.data))
    for child, pidfd in alive.items():
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        os.close(pidfd)
    return forked
