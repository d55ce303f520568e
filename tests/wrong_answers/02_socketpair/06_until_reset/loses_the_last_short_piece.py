"""Only whole pieces of ten bytes are kept when the peer resets the stream.

caught_by = "test_what_came_before_the_reset_is_kept"
words = ["wait a mom"]
"""

SIZE = 1024


def until_reset(sock):
    received = b""
    try:
        while piece := sock.recv(10):
            received += piece
    except ConnectionResetError:
        return received[: len(received) // 10 * 10], "reset"
    return received, "end"
