"""An event loop reads from the pipe."""

import asyncio
import os


def read_lines(reader):
    return asyncio.run(lines_of(reader))


async def lines_of(reader):
    stream = asyncio.StreamReader(limit=1 << 20)
    with os.fdopen(reader, "rb") as pipe:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
        lines = []
        while line := await stream.readline():
            lines.append(line.decode())
        transport.close()
    return lines
