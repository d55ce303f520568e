"""An event loop with a task for each client, and one limit for all of them."""

import asyncio


def hello_from(socks, seconds):
    for sock in socks:
        sock.setblocking(False)
    try:
        return asyncio.run(listen(socks, seconds))
    finally:
        for sock in socks:
            sock.setblocking(True)


async def line_of(sock):
    data = b"?"
    while data and not data.endswith(b"\n"):
        data = await asyncio.get_running_loop().sock_recv(sock, 4096)
    return bool(data)


async def listen(socks, seconds):
    if not socks:
        return []
    tasks = [asyncio.create_task(line_of(sock)) for sock in socks]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [place for place, task in enumerate(tasks) if task in done and task.result()]
