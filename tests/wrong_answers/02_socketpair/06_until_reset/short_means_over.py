"""Takes a piece that is shorter than it might be for the last.

caught_by = "test_a_short_piece_is_not_the_end"
words = ["14 bytes came one by one before the end; until_reset returned b'"]
"""


def until_reset(sock):
    received = b""
    try:
        while piece := sock.recv(1024):
            received += piece
            if len(piece) < 1024:
                break
    except ConnectionResetError:
        return received, "reset"
    return received, "end"
