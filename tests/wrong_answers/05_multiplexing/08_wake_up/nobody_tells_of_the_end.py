"""Nobody tells the loop that the work is done.

caught_by = "test_there_is_nothing_to_do"
words = ["select"]
cause = "own-write-end"
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
        if woken in ready:
            os.read(woken, 65536)
            while posted:
                conn.sendall(posted.popleft())
    thread.join()
    os.close(woken)
    os.close(wakes)
