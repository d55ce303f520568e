"""Echo: answer while the other one still talks.

The first server of every book sends back what it hears. Its client says something, and goes on when it has heard that
again; it does not end its sentence first. Who waits for the end here must not be waited for.

Read on: recv(2), send(2), tcp(7), socket.sendall; by hand: python 02_echo.py
"""

import contextlib
import socket


def echo(conn: socket.socket) -> None:
    """Send back whatever a client sends, as it comes, until the end of its direction; then hang up.

    conn: a connected TCP socket; it may have a time limit, and is closed when the function returns.
    A client that hangs up in the middle, or is killed, is no error: the function returns as well.
    """
    # A client that has gone is told by recv or by send, whichever comes first: a reset, or a broken pipe.
    with conn, contextlib.suppress(ConnectionError):
        while piece := conn.recv(4096):
            conn.sendall(piece)  # with a time limit, send takes what there is room for


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("Talk to it: nc 127.0.0.1", listener.getsockname()[1], flush=True)
        while True:
            echo(listener.accept()[0])
