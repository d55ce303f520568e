"""Wakes the loop, and posts then: the loop may have looked already.

caught_by = "test_each_is_told_by_itself"
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
        with contextlib.suppress(BlockingIOError):
            os.write(wakes, b"!")
        posted.append(data)

    def work_and_end():
        work(orders, post)
        os.close(wakes)

    threading.Thread(target=work_and_end).start()
    working = True
    while working:
        ready, _, _ = select.select([conn, woken], [], [])
        if conn in ready:
            conn.sendall(conn.recv(4096))
        if woken in ready:
            working = bool(os.read(woken, 65536))
            conn.sendall(b"".join(posted.popleft() for _ in range(len(posted))))
    os.close(woken)
