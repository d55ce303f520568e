"""The pair is of the stream type, which is what socketpair makes without arguments.

caught_by = "test_each_recv_takes_the_message_of_one_send"
words = ["one recv took both", "a pair of streams"]
"""

import socket


def a_pair():
    return socket.socketpair()


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    return sock.recv(1024)
