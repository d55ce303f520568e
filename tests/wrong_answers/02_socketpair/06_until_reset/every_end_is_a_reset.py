"""Calls every end a reset.

caught_by = "test_a_peer_that_has_read_everything_is_an_end"
words = ["'reset'", "'end'"]
"""


def until_reset(sock):
    received = b""
    try:
        while piece := sock.recv(1024):
            received += piece
    except ConnectionResetError:
        pass
    return received, "reset"
