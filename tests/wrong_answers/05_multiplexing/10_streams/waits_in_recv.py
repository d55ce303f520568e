"""Waits for a client in recv, so that the loop waits with it.

caught_by = "test_one_talks_while_the_other_is_silent"
cause = "circular-wait"
words = ["and your process waits for data from the peer: neither of them sends any", "conn.recv"]
"""

import asyncio


async def talk(conn):
    conn.setblocking(True)
    count, begun = 0, b""
    with conn:
        while data := conn.recv(4096):
            *lines, begun = (begun + data).split(b"\n")
            for line in lines:
                conn.sendall(line.upper() + b"\n")
                count += 1
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
