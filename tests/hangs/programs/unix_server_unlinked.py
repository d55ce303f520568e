"""The server's path is gone before anybody could call it.

cause = "nobody-connects"
verdict = "timeout"
"""

import os
import socket
import tempfile

path = os.path.join(tempfile.mkdtemp(), "server")
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
os.unlink(path)
connection, _ = server.accept()  # waits
