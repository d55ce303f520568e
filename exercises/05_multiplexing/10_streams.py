"""Streams: asyncio is this loop.

An event loop of asyncio does what the loops before did: one call waits for all, and whoever is ready goes on. Each
`await` is a place where others run, and without one nobody else does. On top of it are streams, which gather lines, and
keep what could not be sent yet: without any limit, unless you wait where it is time to.

Read on: asyncio in Python's library, its streams: open_connection, StreamReader.readline, StreamWriter.drain
"""

import asyncio
import socket


async def talk(conn: socket.socket) -> int:
    """Answer each line of a client in capitals until its end, and close conn. Returns how many lines that were."""
    # TODO: nobody else runs while this waits, for it does not await anything.
    conn.setblocking(True)
    with conn, conn.makefile("rwb") as file:
        count = 0
        for line in file:
            file.write(line.upper())
            file.flush()
            count += 1
    return count


async def serve_all(listener: socket.socket, count: int) -> list[int]:
    """Let so many clients in, and `talk` to all of them at the same time. Returns what `talk` has returned for each."""
    talks = []
    for _ in range(count):
        conn, _ = await asyncio.get_running_loop().sock_accept(listener)
        talks.append(asyncio.create_task(talk(conn)))
    return await asyncio.gather(*talks)


def serve(listener: socket.socket, count: int) -> int:
    """Let `count` clients in, and answer the lines of all in capitals, each as it comes, until all of them have ended.

    One thread does it all, in an event loop. The last line of a client may lack its newline; it gets all its answers,
    however late it reads them, and then the end. But who does not read is not listened to for ever: less than a million
    bytes are taken from it. Who goes before its time takes nobody along.
    listener: a Unix stream socket that listens; it stays open, and waits as before.
    Returns how many lines were answered in all.
    """
    listener.setblocking(False)
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
