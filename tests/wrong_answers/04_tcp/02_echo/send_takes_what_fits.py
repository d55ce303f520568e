"""Sends with send, and does not look at how much it took.

caught_by = "test_a_client_that_reads_late_gets_all"
words = ["have come back: how many did send take?"]
"""

import contextlib


def echo(conn):
    with conn, contextlib.suppress(ConnectionError):
        while piece := conn.recv(65536):
            conn.send(piece)
