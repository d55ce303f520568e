"""An event loop waits, with a limit, on a socket that does not block meanwhile."""

import asyncio


def receive_within(sock, seconds, otherwise):
    async def receive():
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(sock, 1024), seconds)

    sock.setblocking(False)
    try:
        return asyncio.run(receive())
    except (TimeoutError, asyncio.TimeoutError):
        return otherwise
    finally:
        sock.setblocking(True)
