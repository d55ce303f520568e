"""A peer that does not read is given up after a while: TCP_USER_TIMEOUT in tcp(7)."""

import socket

server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
connection, _ = server.accept()
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 2500)
try:
    client.sendall(bytes(50_000_000))
except TimeoutError:
    print("given up")
else:
    raise AssertionError("nobody has read it")
