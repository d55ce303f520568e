"""Receives by an event loop, on a socket that does not block meanwhile."""

import asyncio


def until_reset(sock):
    async def receive():
        loop, received = asyncio.get_running_loop(), b""
        while True:
            try:
                piece = await loop.sock_recv(sock, 65536)
            except ConnectionResetError:
                return received, "reset"
            if not piece:
                return received, "end"
            received += piece

    sock.setblocking(False)
    try:
        return asyncio.run(receive())
    finally:
        sock.setblocking(True)
