"""Prefork: many wait at one door.

A fork for each client takes time while the client waits. So fork beforehand: some workers, all asleep in accept on the
same listener; the kernel wakes one of them when a client comes, and no two ever get the same. Their parent lets nobody
in. It only sees to it that there are always as many workers as there should be, until it is told to stop.

Read on: accept(2), fork(2), select(2), kill(2), wait(2), pidfd_open(2); by hand: python 11_prefork.py
"""

import contextlib
import os
import select
import signal
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
    alive: dict[
        int, int
    ] = {}  # the pid of each worker by a read end, which comes to its end when the worker dies
    forked, stopped = 0, False
    while not stopped:
        while len(alive) < workers:
            dies, lives = os.pipe()
            child = os.fork()
            if child == 0:
                try:
                    while True:
                        conn, _ = listener.accept()
                        with contextlib.suppress(ConnectionError):
                            talk(conn)
                finally:
                    os._exit(1)  # survives: only a mistake in the loop would lead here
            os.close(lives)  # from now on, only the worker has it
            alive[dies] = child
            forked += 1
        ready, _, _ = select.select([stop, *alive], [], [])
        stopped = stop in ready
        for dies in alive if stopped else ready:
            os.kill(
                alive[dies], signal.SIGKILL
            )  # one that is dead already does not mind, as long as nobody has waited
            os.waitpid(alive[dies], 0)
            os.close(dies)
        alive = {dies: child for dies, child in alive.items() if dies not in ready}
    return forked


if __name__ == "__main__":
    keyboard = 0  # its end is ^D
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, four of you: nc -N 127.0.0.1", door.getsockname()[1], "; ^D ends it.", flush=True)
        prefork(door, 3, keyboard)
