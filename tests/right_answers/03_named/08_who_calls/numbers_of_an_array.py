"""Arrays of three numbers, and a buffer that is filled."""

import array
import os
import socket


def say(kind, path, words):
    sock = socket.socket(socket.AF_UNIX, kind)
    sock.connect(path)
    sock.send(words)
    return sock, os.getpid(), os.getuid()


def caller(conn):
    return tuple(array.array("i", conn.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[:2])


def letter_box(path):
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, True)
    box.bind(path)
    return box


def letter(box):
    room = bytearray(4096)
    size, beside, _, _ = box.recvmsg_into([room], socket.CMSG_LEN(12))
    for level, kind, data in beside:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
            pid, user, _ = array.array("i", data)
    return pid, user, bytes(room[:size])
