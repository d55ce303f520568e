"""A lock is held over a request to a server in the same program, whose handler needs it.

cause = "lock-never-released"
blame = ["state"]
"""

import socket
import threading

state = threading.Lock()
server = socket.create_server(("127.0.0.1", 0))


def serve():
    while True:
        conn, _ = server.accept()
        conn.recv(100)
        with state:
            conn.sendall(b"fine")
        conn.close()


threading.Thread(target=serve).start()
with state, socket.create_connection(server.getsockname()) as client:
    client.sendall(b"status?")
    print(client.recv(100))  # waits
