"""Puts what is posted into a list, and tells nobody: the loop sleeps on.

caught_by = "test_what_is_posted_is_told"
cause = "circular-wait"
words = ["select.select([conn]"]
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
    while thread.is_alive():
        select.select([conn], [], [])
        conn.sendall(conn.recv(4096))
        while posted:
            conn.sendall(posted.pop(0))
    thread.join()
