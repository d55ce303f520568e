"""Asks the box who has connected, and nobody has.

caught_by = "test_each_letter_has_its_sender"
words = ["letter returned"]
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
    box.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    box.bind(path)
    return box


def letter(box):
    words = box.recv(4096)
    told = box.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    pid, user, _ = CREDENTIALS.unpack(told)
    return (pid, user, words)
