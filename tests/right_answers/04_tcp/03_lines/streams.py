"""asyncio's streams, whose limit is that of a line."""

import asyncio


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


async def run(conn):
    reader, writer = await asyncio.open_connection(sock=conn, limit=1000)
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.IncompleteReadError as error:
            line = error.partial
        except asyncio.LimitOverrunError:
            writer.write(b"too long\n")
            break
        if not line:
            break
        if len(line) > 1000:
            writer.write(b"too long\n")
            break
        writer.write(turned(line.removesuffix(b"\n")))
        await writer.drain()
    writer.close()
    await writer.wait_closed()


def answer_lines(conn):
    asyncio.run(run(conn))
