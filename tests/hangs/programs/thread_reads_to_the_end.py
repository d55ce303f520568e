"""The server reads to the end; the client, a thread beside it, waits for the answer first.

cause = "circular-wait"
blame = ["client"]
"""

import socket
import threading

server = socket.create_server(("127.0.0.1", 0))


def serve():
    conn, _ = server.accept()
    with conn:
        request = b""
        while piece := conn.recv(100):  # waits
            request += piece
        conn.sendall(request.upper())


threading.Thread(target=serve).start()
client = socket.create_connection(server.getsockname())
client.sendall(b"request")
answer = client.recv(100)
