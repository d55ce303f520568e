"""The write end of the pipe for wake-ups may block: when it is full, the work waits for the loop.

caught_by = "test_the_work_is_never_held_up"
cause = "nobody-reads"
words = ["waits for room", "sendall"]
"""

import collections
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

    def post(data):
        posted.append(data)
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
            working = bool(os.read(woken, 65536))
            while posted:
                conn.sendall(posted.popleft())
    thread.join()
    os.close(woken)
