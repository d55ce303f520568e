"""A sender that fills the window, and a reader that wakes up late."""

import os
import socket
import time

server = socket.create_server(("127.0.0.1", 0))
if os.fork() == 0:
    client = socket.create_connection(server.getsockname())
    time.sleep(0.4)
    total = 0
    while piece := client.recv(1 << 20):
        total += len(piece)
    os._exit(0 if total == 20_000_000 else 1)
connection, _ = server.accept()
connection.sendall(b"x" * 20_000_000)
connection.close()
assert os.wait()[1] == 0
