"""Calls every error a reset, whatever its number.

caught_by = "test_any_other_error_is_raised"
words = ["until_reset returned (b'', 'reset')"]
"""


def until_reset(sock):
    received = b""
    try:
        while piece := sock.recv(1024):
            received += piece
    except OSError:
        return received, "reset"
    return received, "end"
