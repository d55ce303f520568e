"""A child sends while the parent receives, as with two pipes: it works, and a zombie is left.

caught_by = "test_what_the_peer_has_sent_is_received_and_what_is_sent_arrives"
cause = "left-behind"
words = ["child"]
"""

import os


def exchange(sock, message):
    if os.fork() == 0:
        sock.send(message)
        os._exit(0)
    return sock.recv(1024)
