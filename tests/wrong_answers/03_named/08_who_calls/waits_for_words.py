"""Hears what the caller says before it asks the kernel, and the caller says nothing.

caught_by = "test_a_caller_that_says_nothing"
cause = "circular-wait"
words = ["waits for data"]
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
    conn.recv(100, socket.MSG_PEEK)
    told = conn.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    pid, user, _ = CREDENTIALS.unpack(told)
    return (pid, user)


def letter_box(path):
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    box.bind(path)
    return box


def letter(box):
    words, beside, _, _ = box.recvmsg(4096, socket.CMSG_SPACE(CREDENTIALS.size))
    [(_, _, told)] = beside
    pid, user, _ = CREDENTIALS.unpack(told)
    return (pid, user, words)
