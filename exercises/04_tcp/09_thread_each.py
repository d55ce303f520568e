"""A thread for each: and when they must know of each other?

A process for each client has a memory for each client. Here all lines are numbered, whoever says them, and the server
keeps them; what a child writes down, its parent never sees, nor does the next child. Threads share their memory: that
is what they are for. It is also their trouble: between two steps of one, another one may take a step.

Read on: threading.Thread, threading.Lock, fork(2); by hand, twice at the same time: python 09_thread_each.py
"""

import os
import socket


def talk(conn: socket.socket, lines: list[bytes]) -> None:
    """Add each line of a client to the lines, and answer it at once with its number and itself: b"7: hello\\n".

    conn: a connected TCP socket, which is closed at the end. lines: with their newlines; other clients add theirs.
    """
    with conn, conn.makefile("rwb") as file:
        for line in file:
            # TODO: how many lines are there, if another client says one between these two steps?
            lines.append(line)
            file.write(b"%d: %b" % (len(lines), line))
            file.flush()


def serve(listener: socket.socket, count: int) -> list[bytes]:
    """Let clients in, and `talk` to all of them at the same time, in this process.

    listener: a TCP socket that listens; it stays open. count: how many clients are let in.
    Returns, when all conversations are over, the lines of all clients in the order of their numbers, from 1 on.
    """
    lines: list[bytes] = []
    children = []
    for _ in range(count):
        conn, _ = listener.accept()
        # TODO: this is a child for each, and its list is a copy.
        child = os.fork()
        if child == 0:
            talk(conn, lines)
            os._exit(0)
        conn.close()
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return lines


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, three of you: nc -N 127.0.0.1", door.getsockname()[1], flush=True)
        print(serve(door, 3))
