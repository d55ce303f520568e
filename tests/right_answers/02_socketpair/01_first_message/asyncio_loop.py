"""Sends and receives by an event loop, which needs a socket that does not block, and makes it block again."""

import asyncio
import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def by_a_loop(sock, coroutine):
    sock.setblocking(False)
    try:
        return asyncio.run(coroutine)
    finally:
        sock.setblocking(True)


def send_one(sock, message):
    async def send():
        await asyncio.get_running_loop().sock_sendall(sock, message)

    by_a_loop(sock, send())


def receive_one(sock):
    async def receive():
        return await asyncio.get_running_loop().sock_recv(sock, 1024)

    return by_a_loop(sock, receive())
