"""An accepted socket has the limit of the one that listened."""

import socket
import struct

server = socket.create_server(("127.0.0.1", 0))
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 400_000))
client = socket.create_connection(server.getsockname())
connection, _ = server.accept()
try:
    connection.recv(1)
except BlockingIOError:
    pass
