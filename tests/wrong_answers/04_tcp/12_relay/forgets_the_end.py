"""Passes on the bytes and not the end: the server waits for it.

caught_by = "test_a_question_and_its_answer"
cause = "other-write-end"
words = ["waits for the end"]
"""

import contextlib
import threading


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)


def one_way(source, target):
    with contextlib.suppress(ConnectionError):
        pass_on(source, target)


def relay(client, server):
    with client, server:
        back = threading.Thread(target=one_way, args=(server, client))
        back.start()
        one_way(client, server)
        back.join()
