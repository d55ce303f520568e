"""What is written to a corked socket leaves after 200 ms, by a timer that is shown as another one."""

import socket

server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
connection, _ = server.accept()
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
client.send(b"part")
assert connection.recv(10) == b"part"
