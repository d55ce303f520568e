"""An event loop with a task for each socket."""

import asyncio


def feed(socks, data):
    for sock in socks:
        sock.setblocking(False)
    try:
        got = asyncio.run(feed_all(socks, data))
    finally:
        for sock in socks:
            sock.setblocking(True)
    return [place for place, each in enumerate(got) if isinstance(each, ConnectionError)]


async def feed_all(socks, data):
    loop = asyncio.get_running_loop()
    sends = [loop.sock_sendall(sock, data) for sock in socks]
    return await asyncio.gather(*sends, return_exceptions=True)
