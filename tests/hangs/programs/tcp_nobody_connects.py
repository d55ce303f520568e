"""The child has connected once; the server waits for a second client.

cause = "nobody-connects"
verdict = "timeout"
"""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
if os.fork() == 0:
    socket.create_connection(address).close()
    os._exit(0)
for _ in range(2):
    connection, _ = server.accept()  # waits
    connection.close()
