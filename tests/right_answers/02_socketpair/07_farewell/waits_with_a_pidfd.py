"""select on a pidfd waits for the child; its status is there then."""

import os
import select
import socket

SIZE = 1024


FAREWELL = b"That was all."


def talk(sock, messages):
    for message in messages:
        sock.send(message)
    sock.send(FAREWELL)


def listen(sock):
    messages = []
    while (message := sock.recv(SIZE)) != FAREWELL:
        messages.append(message)
    return messages


def conversation(messages):
    a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pid = os.fork()
    if pid == 0:
        a.close()
        talk(b, messages)
        b.close()
        os._exit(0)
    b.close()
    got = listen(a)
    a.close()
    fd = os.pidfd_open(pid)
    select.select([fd], [], [])
    os.close(fd)
    os.waitpid(pid, os.WNOHANG)
    return got
