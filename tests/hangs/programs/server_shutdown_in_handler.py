"""The handler ends its own server, which can only stop when the handler has returned.

cause = "lock-never-released"
blame = ["self.server"]
"""

import socket
import socketserver
import threading


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        if self.rfile.readline() == b"quit\n":
            self.server.shutdown()  # waits
            self.wfile.write(b"bye")


server = socketserver.TCPServer(("127.0.0.1", 0), Handler)


def client():
    with socket.create_connection(server.server_address) as s:
        s.sendall(b"quit\n")
        print(s.recv(10))


threading.Thread(target=client).start()
server.serve_forever()
