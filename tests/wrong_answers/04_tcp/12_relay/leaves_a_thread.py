"""Returns when the client has ended, and a thread goes on.

caught_by = "test_a_question_and_its_answer"
words = ["relay came back, and a socket is still open"]
"""

import contextlib
import socket
import threading


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


def one_way(source, target):
    with contextlib.suppress(OSError):
        pass_on(source, target)


def relay(client, server):
    threading.Thread(target=one_way, args=(server, client), daemon=True).start()
    one_way(client, server)
