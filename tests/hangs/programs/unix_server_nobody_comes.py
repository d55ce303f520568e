"""The client has failed, and the server waits for it.

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
if os.fork() == 0:
    os._exit(1)
connection, _ = server.accept()  # waits
