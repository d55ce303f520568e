"""select waits; recvfrom is not needed where one is connected."""

import os
import select
import socket
import time


def ask(address, number, question, tries, seconds):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.connect(address)
        prefix = f"{number} ".encode()
        for _ in range(tries):
            os.write(sock.fileno(), prefix + question)
            ends = time.monotonic() + seconds
            while select.select([sock], [], [], max(0, ends - time.monotonic()))[0]:
                data = os.read(sock.fileno(), 65535)
                if data.startswith(prefix):
                    return data[len(prefix) :]
                if time.monotonic() >= ends:
                    break
        raise TimeoutError("no answer")
    finally:
        sock.close()
