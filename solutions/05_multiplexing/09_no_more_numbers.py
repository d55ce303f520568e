"""No more numbers: accept fails, and the listener stays ready.

A process may have so many descriptors (ulimit -n), and each client takes one. When no number is left, accept fails with
EMFILE, and the client goes on waiting: so the listener is still ready, and a loop that asks again never sleeps. Nothing
is broken, though. Those who are inside can be served, and when one of them goes, there is a number again.

Read on: accept(2), getrlimit(2), errno(3); by hand: python 09_no_more_numbers.py
"""

import contextlib
import errno
import resource
import select
import socket
from collections.abc import Iterator


@contextlib.contextmanager
def few_numbers(count: int) -> Iterator[None]:
    """Do with descriptors below this number until the block is over."""
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (usual, most))


def echo(conn: socket.socket) -> bool:
    """Send back what has come from a client. Returns whether it is still there, and has not ended or reset."""
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener: socket.socket, stop: int, count: int) -> None:
    """Let clients in, and do `echo` with each as soon as it has said something, until the pipe `stop` ends.

    It does so with `few_numbers(count)`. When they are used up, those inside are served, and nobody is turned away: who
    is outside waits, and comes in as soon as another one goes. One thread does it all, and sleeps while there is
    nothing that it can do.
    listener: a TCP socket that listens; it stays open. stop: a read end, out of which no byte comes; it stays open.
    """
    clients: list[socket.socket] = []
    doors = [listener]
    with few_numbers(count):
        while stop not in (ready := select.select([stop, *doors, *clients], [], [])[0]):
            for each in ready:
                if each is listener:
                    try:
                        clients.append(listener.accept()[0])
                    except OSError as error:
                        if error.errno != errno.EMFILE:  # survives: the others have no place in this story
                            raise  # survives: the same
                        doors = []  # it is ready, and nothing can be done about it
                elif not echo(each):
                    clients.remove(each)
                    each.close()
                    doors = [listener]  # now there is a number
    for client in clients:  # survives: the collector does the same, a little later, as nobody else has them
        client.close()  # survives: the same


if __name__ == "__main__":
    keyboard = 0  # its end is ^D
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, five of you: nc 127.0.0.1", door.getsockname()[1], "; ^D ends it.", flush=True)
        serve(door, keyboard, door.fileno() + 5)
