"""Knows only of clients that end politely.

caught_by = "test_a_client_that_is_gone"
words = ["ConnectionResetError"]
"""


def echo(conn):
    with conn:
        while piece := conn.recv(4096):
            conn.sendall(piece)
