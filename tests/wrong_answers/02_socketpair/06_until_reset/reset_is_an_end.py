"""Takes the reset for an end like any other.

caught_by = "test_a_peer_that_leaves_bytes_unread_is_a_reset"
words = ["'end'", "'reset'"]
"""


def until_reset(sock):
    received = b""
    try:
        while piece := sock.recv(1024):
            received += piece
    except ConnectionResetError:
        pass
    return received, "end"
