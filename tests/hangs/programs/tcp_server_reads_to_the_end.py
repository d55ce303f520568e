"""A server reads until the end before it answers, and its client waits for the answer before it closes.

cause = "circular-wait"
blame = ["client"]
words = ["each of them waits for the other", "`client.shutdown(socket.SHUT_WR)` tells the end"]
"""

import socket
import threading


def serve(listener):
    connection, _ = listener.accept()
    request = b""
    while chunk := connection.recv(100):  # waits
        request += chunk
    connection.sendall(request.upper())


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener,)).start()
client = socket.create_connection(listener.getsockname())
client.sendall(b"hello")
print(client.recv(100))
