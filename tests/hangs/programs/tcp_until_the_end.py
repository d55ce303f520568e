"""The server reads to the end; the client waits for the answer and has not shut down.

cause = "circular-wait"
blame = ["client"]
"""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
if os.fork() == 0:
    server.close()
    client = socket.create_connection(address)
    client.sendall(b"request")
    print(client.recv(100))
    os._exit(0)
connection, _ = server.accept()
request = b""
while piece := connection.recv(100):  # waits
    request += piece
connection.sendall(b"answer")
