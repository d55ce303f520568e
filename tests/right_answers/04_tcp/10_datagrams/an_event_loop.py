"""An event loop with a limit for each try."""

import asyncio
import socket


async def answered(sock, number):
    while True:
        told, _, answer = (await asyncio.get_running_loop().sock_recv(sock, 65535)).partition(b" ")
        if told == b"%d" % number:
            return answer


async def run(address, number, question, tries, seconds):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        sock.connect(address)
        for _ in range(tries):
            sock.send(b"%d %b" % (number, question))
            try:
                return await asyncio.wait_for(answered(sock, number), seconds)
            except asyncio.TimeoutError:
                pass
    raise TimeoutError("no answer")


def ask(address, number, question, tries, seconds):
    return asyncio.run(run(address, number, question, tries, seconds))
