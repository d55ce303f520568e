"""Waits for the orders itself, and has no thread: `work` is left out.

caught_by = "test_both_threads_sleep"
words = ["the loop and its thread are two"]
"""

import os
import select


def run(conn, orders):
    while True:
        ready = select.select([conn, orders], [], [])[0]
        if conn in ready:
            conn.sendall(conn.recv(4096))
        if orders in ready:
            data = os.read(orders, 4096)
            if not data:
                return
            conn.sendall(data)
