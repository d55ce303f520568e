"""Takes a reset for an end like any other.

caught_by = "test_a_reset_is_passed_on"
words = ["as if it had ended"]
"""

import contextlib
import socket
import threading


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


def one_way(source, target):
    try:
        pass_on(source, target)
    except OSError:
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)


def relay(client, server):
    with client, server:
        back = threading.Thread(target=one_way, args=(server, client))
        back.start()
        one_way(client, server)
        back.join()
