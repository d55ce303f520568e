"""A server of asyncio, on a copy of the listener, which it closes."""

import asyncio
import contextlib


async def talk(reader, writer):
    count = 0
    with contextlib.suppress(ConnectionError):
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
            count += 1
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return count


async def serve_all(listener, count):
    talks = []
    came = asyncio.Event()

    async def let_in(reader, writer):
        if len(talks) < count:
            talks.append(asyncio.ensure_future(talk(reader, writer)))
        if len(talks) == count:
            came.set()

    server = await asyncio.start_server(let_in, sock=listener.dup())
    await came.wait()
    server.close()
    return await asyncio.gather(*talks)


def serve(listener, count):
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
