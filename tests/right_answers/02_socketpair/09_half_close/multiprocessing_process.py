"""The child is a process of multiprocessing; the parent writes and reads by an event loop."""

import asyncio
import multiprocessing
import os
import socket


def until_the_end(sock):
    with sock.makefile("rb") as file:
        return file.read()


def ask_all(sock, question):
    async def ask():
        reader, writer = await asyncio.open_connection(sock=sock.dup())
        writer.write(question)
        writer.write_eof()
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer

    try:
        return asyncio.run(ask())
    finally:
        os.set_blocking(sock.fileno(), True)


def reverse(sock):
    text = until_the_end(sock)
    sock.sendall(text[::-1])


def backwards(text):
    ours, theirs = socket.socketpair()
    child = multiprocessing.get_context("fork").Process(target=reverse, args=(theirs,))
    child.start()
    theirs.close()
    with ours:
        answer = ask_all(ours, text)
    child.join()
    return answer
