"""Takes a socket pair with a big buffer in place of the pipe, and waits first.

caught_by = "test_it_is_read_while_the_child_writes"
words = ["exited before anything was read"]
"""

import os
import socket


def send_zeros(size, writer):
    with open(writer, "wb") as out:
        out.write(bytes(size))


def receive_from_child(size):
    a, b = socket.socketpair()
    for s in (a, b):
        s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
    child = os.fork()
    if child == 0:
        a.close()
        b.sendall(bytes(size))
        os._exit(7)
    b.close()
    st = os.waitpid(child, 0)[1]
    n = 0
    while c := a.recv(65536):
        n += len(c)
    a.close()
    return (n, os.waitstatus_to_exitcode(st))
