"""A thread waits for the child and closes a pipe; the handler of SIGTERM writes into another one."""

import os
import select
import signal
import threading


def start(work):
    child = os.fork()
    if child == 0:
        while os.read(work, 100):
            pass
        os._exit(3)
    return child


def supervise(reader, work):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGTERM, lambda number, frame: os.write(wakes, b"!"))
    ended, ends = os.pipe()
    child = start(work)

    def wait():
        os.waitpid(child, 0)
        os.close(ends)

    waiting = threading.Thread(target=wait)
    waiting.start()
    ready, _, _ = select.select([reader, woken, ended], [], [])
    if ended not in ready:
        os.kill(child, signal.SIGKILL)
    waiting.join()
    signal.signal(signal.SIGTERM, before)
    for fd in (woken, wakes, ended):
        os.close(fd)
    return "read" if reader in ready else "signal" if woken in ready else "child"
