"""Receives once, and never gets as far as the reset.

caught_by = "test_what_came_before_the_reset_is_kept"
words = ["(b'wait a moment', 'end')"]
"""


def until_reset(sock):
    try:
        return sock.recv(1024), "end"
    except ConnectionResetError:
        return b"", "reset"
