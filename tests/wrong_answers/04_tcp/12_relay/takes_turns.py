"""Lets one speak, then the other, as if both knew of turns.

caught_by = "test_the_server_speaks_first"
cause = "circular-wait"
words = ["waits for data"]
"""

import socket


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


def relay(client, server):
    with client, server:
        source, target = client, server
        while piece := source.recv(65536):
            target.sendall(piece)
            source, target = target, source
        target.shutdown(socket.SHUT_WR)
        pass_on(target, source)
