"""Urgent data brings a signal to the owner of a socket: F_SETOWN in fcntl(2)."""

import fcntl
import os
import signal
import socket
import sys


def neighbour():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with open("to_program", "w") as fifo:
            fifo.write(str(server.getsockname()[1]))
        connection, _ = server.accept()
        yield
        connection.send(b"!", socket.MSG_OOB)


if __name__ == "__main__":
    with open("to_program") as fifo:
        port = int(fifo.read())
    connection = socket.create_connection(("127.0.0.1", port))
    signal.signal(signal.SIGURG, lambda number, frame: sys.exit(0))
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    signal.pause()
