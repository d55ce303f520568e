"""An event loop with two tasks: one receives while there is room, one sends."""

import asyncio
import socket


def pump(source, target, limit):
    for sock in (source, target):
        sock.setblocking(False)
    total = asyncio.run(both(source, target, limit))
    for sock in (source, target):
        sock.setblocking(True)
    target.shutdown(socket.SHUT_WR)
    return total


async def both(source, target, limit):
    loop = asyncio.get_running_loop()
    held, total, ended = bytearray(), 0, False
    changed = asyncio.Condition()

    async def receive():
        nonlocal total, ended
        while not ended:
            async with changed:
                await changed.wait_for(lambda: len(held) < limit)
                room = limit - len(held)
            data = await loop.sock_recv(source, room)
            async with changed:
                held.extend(data)
                total += len(data)
                ended = not data
                changed.notify_all()

    async def send():
        while True:
            async with changed:
                await changed.wait_for(lambda: held or ended)
                if not held:
                    return
                piece = bytes(held[:100])
            await loop.sock_sendall(target, piece)
            async with changed:
                del held[: len(piece)]
                changed.notify_all()

    await asyncio.gather(receive(), send())
    return total
