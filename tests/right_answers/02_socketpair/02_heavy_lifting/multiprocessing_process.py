"""The child is a process of multiprocessing, and a thread sends the messages while the answers come in."""

import multiprocessing
import socket
import threading


def work(sock, count):
    for _ in range(count):
        message, *_ = sock.recvmsg(2048)
        sock.sendmsg([message, b" accomplished!"])


def delegate(messages):
    ours, theirs = socket.socketpair(type=socket.SOCK_DGRAM)
    child = multiprocessing.get_context("fork").Process(target=work, args=(theirs, len(messages)))
    child.start()
    theirs.close()
    sender = threading.Thread(target=lambda: [ours.send(message) for message in messages])
    with ours:
        sender.start()
        answers = [ours.recv(2048) for _ in messages]
        sender.join()
    child.join()
    return answers
