"""SIGCHLD leaves a byte, and the parent looks who has died."""

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
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    os.set_blocking(woken, False)
    before = signal.signal(signal.SIGCHLD, lambda number, frame: None)
    old = signal.set_wakeup_fd(wakes)
    alive, forked = set(), 0
    while True:
        while len(alive) < workers:
            child = os.fork()
            if child == 0:
                work(listener)
            alive.add(child)
            forked += 1
        if stop in select.select([stop, woken], [], [])[0]:
            break
        with contextlib.suppress(BlockingIOError):
            os.read(woken, 1000)
        for child in list(alive):
            if os.waitpid(child, os.WNOHANG)[0]:
                alive.remove(child)
    signal.set_wakeup_fd(old)
    signal.signal(signal.SIGCHLD, before)
    for child in alive:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(woken)
    os.close(wakes)
    return forked
