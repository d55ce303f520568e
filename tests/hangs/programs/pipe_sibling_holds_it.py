"""Two children: the second was forked before the first one's pipe was closed, and holds its write end.

cause = "other-write-end"
blame = ["writer"]
"""

import os


def child_of(function):
    pid = os.fork()
    if pid == 0:
        function()
        os._exit(0)
    return pid


reader, writer = os.pipe()
orders, order = os.pipe()


def count():
    os.close(writer)
    os.close(order)
    os.close(orders)
    total = 0
    while data := os.read(reader, 100):  # waits
        total += len(data)


def obey():
    os.close(order)
    os.read(orders, 1)


child_of(obey)
counter = child_of(count)
os.close(reader)
os.write(writer, b"abc")
os.close(writer)
os.waitpid(counter, 0)
os.write(order, b".")
