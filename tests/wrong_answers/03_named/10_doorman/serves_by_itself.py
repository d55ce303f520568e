"""Talks with the clients itself, one after the other.

caught_by = "test_clients_are_served_in_turn"
words = ["three workers were to serve in turn"]
"""

import os


def doorman(listener, workers, count):
    for _ in range(count):
        with listener.accept()[0] as client:
            while words := client.recv(4096):
                client.sendall(b"%d %s" % (os.getpid(), words))
    return [0] * workers
