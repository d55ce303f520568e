"""Does not hang up: the client waits for the end.

caught_by = "test_the_echo_comes_while_the_client_still_talks"
words = ["its connection is still open"]
"""

import contextlib


def echo(conn):
    with contextlib.suppress(ConnectionError):
        while piece := conn.recv(4096):
            conn.sendall(piece)
