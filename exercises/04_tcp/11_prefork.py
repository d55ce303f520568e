"""Prefork: many wait at one door.

A fork for each client takes time while the client waits. So fork beforehand: some workers, all asleep in accept on the
same listener; the kernel wakes one of them when a client comes, and no two ever get the same. Their parent lets nobody
in. It only sees to it that there are always as many workers as there should be, until it is told to stop.

Read on: accept(2), fork(2), select(2), kill(2), wait(2), pidfd_open(2); by hand: python 11_prefork.py
"""

import os
import socket


def talk(conn: socket.socket) -> None:
    """Tell a client with which process it talks, and answer its lines in capitals until it ends; then close conn.

    conn: a connected TCP socket. Raises ConnectionError if the client resets the connection.
    """
    with conn, conn.makefile("rwb") as file:
        file.write(b"process %d\n" % os.getpid())
        file.flush()
        for line in file:
            file.write(line.upper())
            file.flush()


def prefork(listener: socket.socket, workers: int, stop: int) -> int:
    """Fork workers, and replace each that dies, until the pipe `stop` comes to its end; then end them all.

    A worker accepts one client after the other, and does `talk` with it; a client that resets its connection is the
    end of nobody. All workers are there before the first client comes, and no other process talks to clients.
    listener: a TCP socket that listens; it stays open. workers: how many are alive at any time.
    stop: a read end, out of which no byte comes; it stays open. Conversations are cut off when it comes to its end.
    Returns how many workers were forked in all, when all have ended and been waited for.
    """
    # TODO: which of the two comes first, the end of `stop` or that of a worker? It must be one wait for both.
    raise NotImplementedError("fork workers, and see to it that they are always as many")


if __name__ == "__main__":
    keyboard = 0  # its end is ^D
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, four of you: nc -N 127.0.0.1", door.getsockname()[1], "; ^D ends it.", flush=True)
        prefork(door, 3, keyboard)
