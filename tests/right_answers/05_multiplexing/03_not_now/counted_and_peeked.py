"""FIONREAD tells how much there is, and poll whether there is an end behind it."""

import fcntl
import select
import sys
import termios


def what_is_there(sock):
    heard = b""
    while count := int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder):
        heard += sock.recv(count)
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return heard, bool(poll.poll(0))
