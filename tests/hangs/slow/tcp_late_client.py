"""The client of the tree connects late."""

import os
import socket
import time

server = socket.create_server(("127.0.0.1", 0))
if os.fork() == 0:
    time.sleep(0.3)
    client = socket.create_connection(server.getsockname())
    time.sleep(0.3)
    client.sendall(b"late")
    os._exit(0)
connection, _ = server.accept()
assert connection.recv(10) == b"late"
