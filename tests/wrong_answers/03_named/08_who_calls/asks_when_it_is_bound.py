"""Asks for credentials when the first letter may already be there.

caught_by = "test_even_the_first_letter_has_its_sender"
words = ["a letter that comes in between has none"]
"""

import os
import socket
import struct

CREDENTIALS = struct.Struct("3i")


def say(kind, path, words):
    sock = socket.socket(socket.AF_UNIX, kind)
    sock.connect(path)
    sock.send(words)
    return (sock, os.getpid(), os.getuid())


def caller(conn):
    told = conn.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    pid, user, _ = CREDENTIALS.unpack(told)
    return (pid, user)


def letter_box(path):
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.bind(path)
    box.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return box


def letter(box):
    words, beside, _, _ = box.recvmsg(4096, socket.CMSG_SPACE(CREDENTIALS.size))
    [(_, _, told)] = beside
    pid, user, _ = CREDENTIALS.unpack(told)
    return (pid, user, words)
