"""poll waits, with a limit, until something can be received; the socket itself never has one."""

import select


def receive_within(sock, seconds, otherwise):
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return sock.recv(1024) if poll.poll(seconds * 1000) else otherwise
