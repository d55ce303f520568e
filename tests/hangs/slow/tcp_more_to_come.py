"""The same by a flag of the call: more is promised, and never sent."""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
if os.fork() == 0:
    client = socket.create_connection(server.getsockname())
    client.send(b"part", socket.MSG_MORE)
    client.recv(10)
    os._exit(0)
connection, _ = server.accept()
assert connection.recv(10) == b"part"
connection.send(b"thanks")
os.wait()
