"""fork, waitpid and _exit of the C library; the child answers by a file object for each message."""

import ctypes
import socket

libc = ctypes.CDLL(None)


def work(sock, count):
    with sock.makefile("wb", buffering=0) as out:
        for _ in range(count):
            out.write(sock.recv(2048) + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    child = libc.fork()
    if child == 0:
        work(theirs, len(messages))
        libc._exit(0)
    theirs.close()
    for message in messages:
        ours.sendall(message)
    answers = [ours.recv(2048) for _ in messages]
    ours.close()
    libc.waitpid(child, None, 0)
    return answers
