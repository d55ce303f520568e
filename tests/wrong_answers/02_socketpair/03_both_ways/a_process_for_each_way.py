"""A child sends while the parent receives, as with two pipes, and nobody waits for the child.

caught_by = "test_what_the_peer_has_sent_is_received_and_what_is_sent_arrives"
words = ["came back before its message was sent"]
"""

import os


def exchange(sock, message):
    if os.fork() == 0:
        sock.send(message)
        os._exit(0)
    return sock.recv(1024)
