"""A client calls once more than the queue has places, and only then accepts.

cause = "nobody-accepts"
verdict = "timeout"
"""

import os
import socket
import tempfile

path = os.path.join(tempfile.mkdtemp(), "server")
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen(1)
clients = [socket.socket(socket.AF_UNIX) for _ in range(3)]
for client in clients:
    client.connect(path)  # waits
for _ in clients:
    connection, _ = server.accept()
