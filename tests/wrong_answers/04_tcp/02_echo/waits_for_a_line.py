"""Waits for a newline, which nobody has promised to send.

caught_by = "test_the_echo_comes_while_the_client_still_talks"
cause = "circular-wait"
words = ["recv"]
"""

import contextlib


def echo(conn):
    with conn, contextlib.suppress(ConnectionError), conn.makefile("rwb") as file:
        for line in file:
            file.write(line)
            file.flush()
