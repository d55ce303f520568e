"""The same over TCP, one call after the other."""

import os
import signal
import socket
import time


def neighbour():
    pids = yield
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in pids:
            os.kill(pid, number)
        time.sleep(0.5)


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        peer, _ = server.accept()
    assert 0 < client.send(bytes(50_000_000)) < 50_000_000
