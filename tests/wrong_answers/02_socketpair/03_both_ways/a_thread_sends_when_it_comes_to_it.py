"""A thread sends while the other one receives, and nobody waits for it: the message may be sent later, or never.

caught_by = "test_what_the_peer_has_sent_is_received_and_what_is_sent_arrives"
words = ["came back before its message was sent"]
"""

import threading


def exchange(sock, message):
    threading.Thread(target=sock.send, args=(message,), daemon=True).start()
    return sock.recv(1024)
