"""The same for a socket that has the limit of the one that listened."""

import os
import socket

server = socket.create_server(("127.0.0.1", 0))
server.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 2500)
reader, writer = os.pipe()
if os.fork() == 0:
    client = socket.create_connection(server.getsockname())
    os.close(writer)
    os.read(reader, 1)
    os._exit(0)
connection, _ = server.accept()
try:
    connection.sendall(bytes(50_000_000))
except TimeoutError:
    os.close(writer)
os.wait()
