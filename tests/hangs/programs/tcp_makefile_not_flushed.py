"""A request in the buffer of makefile.

cause = "unflushed-buffer"
blame = ["requests"]
"""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
if os.fork() == 0:
    server.close()
    client = socket.create_connection(address)
    requests = client.makefile("w")
    requests.write("GET\n")
    answer = client.recv(100)
    os._exit(0)
connection, _ = server.accept()
lines = connection.makefile()
request = lines.readline()  # waits
