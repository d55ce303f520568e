"""A program that hangs, for the picture: the second child was forked while the first one's pipe was open."""

import os


def child_of(work):
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return pid


lines_out, lines_in = os.pipe()
orders_out, orders_in = os.pipe()


def count():
    os.close(lines_in)
    os.close(orders_in)
    with open(lines_out) as lines:
        print(len(lines.readlines()))


def obey():
    os.close(orders_in)
    os.read(orders_out, 1)


child_of(obey)
counter = child_of(count)
os.write(lines_in, b"one\ntwo\n")
os.close(lines_in)
os.waitpid(counter, 0)
os.write(orders_in, b".")
