"""reader.read() waits for the end, and the writer was not closed.

cause = "own-write-end"
blame = ["theirs"]
"""

import asyncio
import socket


async def main():
    ours, theirs = socket.socketpair()
    reader, _writer = await asyncio.open_connection(sock=ours)
    theirs.send(b"some")
    data = await reader.read()  # waits
    print(data)


asyncio.run(main())
