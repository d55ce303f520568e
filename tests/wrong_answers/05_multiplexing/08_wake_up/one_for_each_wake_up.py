"""Takes one posted byte for each wake-up: those for which there was no room are missing.

caught_by = "test_the_work_is_never_held_up"
cause = "own-write-end"
words = ["`wakes`"]
"""

import collections
import contextlib
import os
import select
import threading


def work(orders, post):
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn, orders):
    posted = collections.deque()
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)

    def post(data):
        posted.append(data)
        with contextlib.suppress(BlockingIOError):
            os.write(wakes, b"!")

    def work_and_end():
        work(orders, post)
        os.close(wakes)

    thread = threading.Thread(target=work_and_end)
    thread.start()
    working = True
    while working:
        ready = select.select([conn, woken], [], [])[0]
        if conn in ready:
            conn.sendall(conn.recv(4096))
        if woken in ready:
            count = len(os.read(woken, 65536))
            working = count > 0
            conn.sendall(b"".join(posted.popleft() for _ in range(count)))
    thread.join()
    os.close(woken)
