"""A client that talks to a server that never accepts.

cause = "waiting-for-child"
"""

import os
import socket
import tempfile

path = os.path.join(tempfile.mkdtemp(), "server")
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
pid = os.fork()
if pid == 0:
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    server.close()
    client.sendall(b"hello")
    print(client.recv(100))
    os._exit(0)
os.waitpid(pid, 0)  # waits
connection, _ = server.accept()
