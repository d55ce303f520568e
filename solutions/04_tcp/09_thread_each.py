"""A thread for each: and when they must know of each other?

A process for each client has a memory for each client. Here all lines are numbered, whoever says them, and the server
keeps them; what a child writes down, its parent never sees, nor does the next child. Threads share their memory: that
is what they are for. It is also their trouble: between two steps of one, another one may take a step.

Read on: threading.Thread, threading.Lock, fork(2); by hand, twice at the same time: python 09_thread_each.py
"""

import socket
import threading

ADDING = threading.Lock()


def talk(conn: socket.socket, lines: list[bytes]) -> None:
    """Add each line of a client to the lines, and answer it at once with its number and itself: b"7: hello\\n".

    conn: a connected TCP socket, which is closed at the end. lines: with their newlines; other clients add theirs.
    """
    with conn, conn.makefile("rwb") as file:
        for line in file:
            with ADDING:  # or another thread adds a line before this one has counted
                lines.append(line)
                number = len(lines)
            file.write(b"%d: %b" % (number, line))  # outside: who does not read this must not stop the others
            file.flush()


def serve(listener: socket.socket, count: int) -> list[bytes]:
    """Let clients in, and `talk` to all of them at the same time, in this process.

    listener: a TCP socket that listens; it stays open. count: how many clients are let in.
    Returns, when all conversations are over, the lines of all clients in the order of their numbers, from 1 on.
    """
    lines: list[bytes] = []
    talking = []
    for _ in range(count):
        conn, _ = listener.accept()
        thread = threading.Thread(target=talk, args=(conn, lines))
        thread.start()
        talking.append(thread)
    for thread in talking:
        thread.join()  # not before all are let in
    return lines


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, three of you: nc -N 127.0.0.1", door.getsockname()[1], flush=True)
        print(serve(door, 3))
