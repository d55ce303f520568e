"""Leaves a thread in recv behind, which takes the next message.

caught_by = "test_the_waiting_has_an_end"
cause = "left-behind"
words = ["is still there"]
"""

import threading


def receive_within(sock, seconds, otherwise):
    received = []
    reader = threading.Thread(target=lambda: received.append(sock.recv(1024)), daemon=True)
    reader.start()
    reader.join(seconds)
    return received[0] if received else otherwise
