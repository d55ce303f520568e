"""Reads with os.read and collects the pieces in a list."""

import errno
import os


def until_reset(sock):
    pieces = []
    while True:
        try:
            piece = os.read(sock.fileno(), 100)
        except OSError as error:
            if error.errno != errno.ECONNRESET:
                raise
            return b"".join(pieces), "reset"
        if not piece:
            return b"".join(pieces), "end"
        pieces.append(piece)
