"""Waits for the silent one as long as the kernel does.

caught_by = "test_who_is_silent_is_left_after_a_while"
cause = "timeout"
words = ["connect"]
"""

import socket


def reach(addresses, seconds):
    for place, address in enumerate(addresses):
        try:
            return socket.create_connection(address), place
        except OSError as failed:
            error = failed
    raise error
