"""A server of one request reads its body to the end, and the client does not close: it waits for the answer.

cause = "circular-wait"
"""

import socket
import socketserver
import threading


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.read())  # waits


server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.handle_request).start()
client = socket.create_connection(server.server_address)
client.sendall(b"question")
print(client.recv(100))
