"""Reads to the end through a file object: at the reset, it throws away what it had.

caught_by = "test_what_came_before_the_reset_is_kept"
words = ["(b'', 'reset')", "(b'wait a moment', 'reset')"]
"""


def until_reset(sock):
    with sock.makefile("rb") as file:
        try:
            return file.read(), "end"
        except ConnectionResetError:
            return b"", "reset"
