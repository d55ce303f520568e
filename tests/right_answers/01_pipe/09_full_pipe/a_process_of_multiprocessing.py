"""multiprocessing makes the child, and a thread counts what comes while the parent waits for the child."""

import multiprocessing
import os
import sys
import threading


def send_zeros(size, writer):
    with os.fdopen(writer, "wb") as out:
        for start in range(0, size, 1 << 16):
            out.write(b"\0" * min(1 << 16, size - start))


def work(size, writer):
    send_zeros(size, writer)
    sys.exit(7)


def receive_from_child(size):
    reader, writer = os.pipe()
    child = multiprocessing.get_context("fork").Process(target=work, args=(size, writer))
    child.start()
    os.close(writer)
    counted = []

    def count():
        with open(reader, "rb") as data:
            counted.append(len(data.read()))

    counting = threading.Thread(target=count)
    counting.start()
    child.join()
    counting.join()
    return counted[0], child.exitcode
