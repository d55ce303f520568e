"""The workers of a server wait for orders, and it waits for the first client.

cause = "nobody-connects"
verdict = "timeout"
"""

import os
import socket
import tempfile

server = socket.socket(socket.AF_UNIX)
server.bind(os.path.join(tempfile.mkdtemp(), "server"))
server.listen()
ours, theirs = zip(*(socket.socketpair() for _ in range(2)), strict=True)
for orders in theirs:
    if os.fork() == 0:
        for each in ours:
            each.close()
        while client := socket.recv_fds(orders, 1, 1)[1]:
            os.close(client[0])
        os._exit(0)
for orders in theirs:
    orders.close()
for number in range(4):
    client, _ = server.accept()  # waits
    with client:
        socket.send_fds(ours[number % 2], [b"."], [client.fileno()])
for orders in ours:
    orders.close()
