"""A server thread polls, and a client asks it now and then; the main thread waits for the client."""

import socket
import socketserver
import threading
import time


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(self.request.recv(10))


def ask(address):
    for _ in range(12):
        time.sleep(0.5)
        with socket.create_connection(address) as client:
            client.sendall(b"hello")
            assert client.recv(10) == b"hello"


def main():
    with socketserver.TCPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = threading.Thread(target=ask, args=(server.server_address,))
        client.start()
        client.join()
        server.shutdown()


main()
