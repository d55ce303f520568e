"""Answers what comes first, and hangs up.

caught_by = "test_the_echo_comes_while_the_client_still_talks"
words = ["the client has not got its echo"]
"""

import contextlib


def echo(conn):
    with conn, contextlib.suppress(ConnectionError):
        conn.sendall(conn.recv(4096))
