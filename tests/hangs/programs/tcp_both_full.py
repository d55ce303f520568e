"""Both send a lot before they receive.

cause = "nobody-reads"
"""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
if os.fork() == 0:
    server.close()
    client = socket.create_connection(address)
    client.sendall(b"x" * 30_000_000)
    client.recv(100)
    os._exit(0)
connection, _ = server.accept()
connection.sendall(b"y" * 30_000_000)  # waits
connection.recv(100)
