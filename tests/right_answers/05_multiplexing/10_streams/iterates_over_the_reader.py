"""The reader as an iterator over lines."""

import asyncio
import contextlib


async def talk(conn):
    reader, writer = await asyncio.open_connection(sock=conn)
    count = 0
    try:
        async for line in reader:
            writer.write(line.upper())
            count += 1
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
    return count


async def serve_all(listener, count):
    talks = []
    for _ in range(count):
        conn, _ = await asyncio.get_running_loop().sock_accept(listener)
        talks.append(asyncio.create_task(talk(conn)))
    return await asyncio.gather(*talks)


def serve(listener, count):
    listener.setblocking(False)
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
