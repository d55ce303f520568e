"""A socket of trio: one answer is expected too many.

cause = "own-write-end"
verdict = "timeout"
needs = "trio"
"""

import trio


async def main():
    a, b = trio.socket.socketpair()
    await b.send(b"hello")
    print(await a.recv(10))
    print(await a.recv(10))  # waits


trio.run(main)
