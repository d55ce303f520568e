"""A pair of sockets, and a byte only if none is on its way."""

import os
import select
import socket
import threading


def work(orders, post):
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn, orders):
    posted = bytearray()
    lock = threading.Lock()
    woken, wakes = socket.socketpair()

    def post(data):
        with lock:
            if not posted:
                wakes.send(b"!")
            posted.extend(data)

    def work_and_end():
        with wakes:
            work(orders, post)

    thread = threading.Thread(target=work_and_end)
    thread.start()
    with woken:
        working = True
        while working:
            for each in select.select([conn, woken], [], [])[0]:
                if each is conn:
                    conn.sendall(conn.recv(100))
                    continue
                working = woken.recv(1) != b""
                with lock:
                    data = bytes(posted)
                    posted.clear()
                conn.sendall(data)
    thread.join()
