"""Listens before it speaks, and so does the peer.

caught_by = "test_both_sides_speak_at_the_same_time"
cause = "circular-wait"
words = ["waits for data from your process", "neither of them sends any"]
"""


def exchange(sock, message):
    received = sock.recv(1024)
    sock.send(message)
    return received
