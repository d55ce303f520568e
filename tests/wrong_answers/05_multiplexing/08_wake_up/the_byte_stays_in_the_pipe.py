"""Leaves the bytes of the wake-ups in the pipe.

caught_by = "test_both_threads_sleep"
words = ["never sleeps: it spins"]
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

    thread = threading.Thread(target=work, args=(orders, post))
    thread.start()
    while thread.is_alive() or posted:
        ready = select.select([conn, woken], [], [])[0]
        if conn in ready:
            conn.sendall(conn.recv(4096))
        while posted:
            conn.sendall(posted.popleft())
    thread.join()
    os.close(woken)
    os.close(wakes)
