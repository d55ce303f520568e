"""Works with the descriptor, and waits as long as it takes."""

import os


def echo(conn):
    conn.settimeout(None)
    fd = conn.detach()
    try:
        while piece := os.read(fd, 65536):
            while piece:
                piece = piece[os.write(fd, piece) :]
    except (ConnectionResetError, BrokenPipeError):
        pass
    finally:
        os.close(fd)
