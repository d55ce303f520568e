"""Counts in an eventfd, which is one descriptor and no pipe: eventfd(2)."""

import os
import queue
import select
import threading


def work(orders, post):
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn, orders):
    posted = queue.SimpleQueue()
    event = os.eventfd(0)

    def post(data):
        posted.put(data)
        os.eventfd_write(event, 1)

    def work_and_end():
        work(orders, post)
        post(None)

    thread = threading.Thread(target=work_and_end)
    thread.start()
    poll = select.poll()
    poll.register(conn, select.POLLIN)
    poll.register(event, select.POLLIN)
    working = True
    while working:
        for fd, _ in poll.poll():
            if fd == event:
                os.eventfd_read(event)
                sends = []
                while not posted.empty():
                    sends.append(posted.get())
                if sends and sends[-1] is None:
                    sends.pop()
                    working = False
                conn.sendall(b"".join(sends))
            else:
                conn.sendall(conn.recv(4096))
    thread.join()
    os.close(event)
