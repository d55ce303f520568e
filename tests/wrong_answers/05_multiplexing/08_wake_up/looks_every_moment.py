"""Looks every 10 ms whether something was posted.

caught_by = "test_both_threads_sleep"
words = ["sleeps for a time of its own"]
"""

import os
import select
import threading


def work(orders, post):
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn, orders):
    posted = []
    thread = threading.Thread(target=work, args=(orders, posted.append))
    thread.start()
    while thread.is_alive() or posted:
        if select.select([conn], [], [], 0.01)[0]:
            conn.sendall(conn.recv(4096))
        while posted:
            conn.sendall(posted.pop(0))
    thread.join()
