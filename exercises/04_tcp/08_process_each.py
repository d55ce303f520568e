"""A process for each: who talks to a server must not wait for somebody else's conversation.

A server that talks to its clients one after the other is stopped by the first who is silent. The oldest remedy is fork:
the child has a copy of the connection, and its parent goes back to accept. Each of the two has something to close.

Read on: accept(2), fork(2), close(2), wait(2); by hand, twice at the same time: python 08_process_each.py
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


def serve(listener: socket.socket, count: int) -> int:
    """Let clients in, and `talk` to all of them at the same time, to each in a child process of its own.

    listener: a TCP socket that listens; it stays open, and waits as before. count: how many clients are let in.
    Each client hears the end as soon as its own conversation is over.
    Returns, when all conversations are over, how many came to their end; a child in which `talk` raises ends as well,
    and is not counted. All children have been waited for.
    """
    talked = 0
    for _ in range(count):
        conn, _ = listener.accept()
        # TODO: the next client waits until this conversation is over.
        talk(conn)
        talked += 1
    return talked


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, three of you: nc -N 127.0.0.1", door.getsockname()[1], flush=True)
        print(serve(door, 3), "conversations came to their end.")
