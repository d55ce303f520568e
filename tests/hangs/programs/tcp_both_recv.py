"""Client and server both wait for the other to begin.

cause = "circular-wait"
blame = ["client", "connection"]
"""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
if os.fork() == 0:
    server.close()
    client = socket.create_connection(address)
    greeting = client.recv(100)
    client.sendall(b"hello")
    os._exit(0)
connection, _ = server.accept()
request = connection.recv(100)  # waits
connection.sendall(b"welcome")
