"""An event loop sends, and ends its direction with write_eof."""

import os
import socket

SIZE = 65536


def until_the_end(sock):
    received = b""
    while piece := sock.recv(SIZE):
        received += piece
    return received


def ask_all(sock, question):
    sock.sendall(question)
    sock.shutdown(socket.SHUT_WR)
    return until_the_end(sock)


def backwards(text):
    import asyncio

    a, b = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        a.close()
        with b:
            b.sendall(until_the_end(b)[::-1])
        os._exit(0)
    b.close()

    async def main():
        r, w = await asyncio.open_connection(sock=a)
        w.write(text)
        w.write_eof()
        got = await r.read()
        w.close()
        await w.wait_closed()
        return got

    got = asyncio.run(main())
    os.waitpid(pid, 0)
    return got
