"""An event loop sends and receives at the same time, on a socket that does not block meanwhile."""

import asyncio


def exchange(sock, message):
    async def both():
        loop = asyncio.get_running_loop()
        receiving = loop.sock_recv(sock, 1024)
        _, received = await asyncio.gather(loop.sock_sendall(sock, message), receiving)
        return received

    sock.setblocking(False)
    try:
        return asyncio.run(both())
    finally:
        sock.setblocking(True)
