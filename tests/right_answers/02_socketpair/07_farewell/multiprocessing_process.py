"""The child is a process of multiprocessing; the parent waits for each message before it receives it."""

import multiprocessing
import select
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in messages:
        sock.sendmsg([message])
    sock.sendmsg([FAREWELL])


def listen(sock):
    heard = []
    while True:
        select.select([sock], [], [])
        heard.append(sock.recv(2048))
        if heard[-1] == FAREWELL:
            return heard[:-1]


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = multiprocessing.get_context("fork").Process(target=talk, args=(theirs, messages))
        child.start()
        heard = listen(ours)
        child.join()
    return heard
