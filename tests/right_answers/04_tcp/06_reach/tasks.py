"""An event loop gives up on the silent one."""

import asyncio
import socket


async def first(addresses, seconds):
    error = None
    for place, address in enumerate(addresses):
        sock = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET)
        sock.setblocking(False)
        try:
            await asyncio.wait_for(asyncio.get_running_loop().sock_connect(sock, address), seconds)
        except asyncio.TimeoutError:
            sock.close()
            error = TimeoutError("it is silent")
        except OSError as failed:
            sock.close()
            error = failed
        else:
            sock.setblocking(True)
            return sock, place
    raise error


def reach(addresses, seconds):
    return asyncio.run(first(addresses, seconds))
