"""Lets the thread send to the client: so the work waits for a client that does not read.

caught_by = "test_the_work_is_never_held_up"
cause = "nobody-reads"
words = ["conn.sendall", "waits for room"]
"""

import os
import select
import threading


def work(orders, post):
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn, orders):
    ended, ends = os.pipe()

    def work_and_end():
        work(orders, conn.sendall)
        os.close(ends)

    thread = threading.Thread(target=work_and_end)
    thread.start()
    while ended not in (ready := select.select([conn, ended], [], [])[0]):
        if conn in ready:
            conn.sendall(conn.recv(4096))
    thread.join()
    os.close(ended)
