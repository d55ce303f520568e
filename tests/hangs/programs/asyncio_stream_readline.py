"""Client and server of one loop, both in readline.

cause = "circular-wait"
verdict = "timeout"
"""

import asyncio


async def serve(reader, writer):
    line = await reader.readline()
    writer.write(line)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"no newline")
    print(await reader.readline())  # waits


asyncio.run(main())
