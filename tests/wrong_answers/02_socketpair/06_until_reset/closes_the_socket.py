"""Cleans up a socket that is not its own.

caught_by = "test_the_socket_stays_open"
words = ["closed the socket, which belongs to its caller"]
"""


def until_reset(sock):
    received = b""
    with sock:
        try:
            while piece := sock.recv(1024):
                received += piece
        except ConnectionResetError:
            return received, "reset"
    return received, "end"
