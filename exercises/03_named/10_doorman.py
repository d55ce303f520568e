"""Doorman: one process accepts, others talk.

A doorman is the only one who listens. It has workers, processes of its own, each on a socket pair, and hands every
client that it has accepted to one of them: the connection goes through the pair, as in the exercise before. Whoever
answers the door need not be who talks, and while one client talks for hours, the next one is served.

Write the whole of it: fork, close, and wait for all. What a worker does is given.

Read on: unix(7) on SCM_RIGHTS, fork(2), waitpid(2), and socket.send_fds in Python's library
"""

import contextlib
import os
import socket


def work(orders: socket.socket) -> None:
    """Serve clients, one after the other, until the end of the orders.

    orders: a Unix stream socket, out of which each client comes beside a byte.
    Sends back what a client says, behind the pid of this process; the word "crash" is too much, and ends the process.
    """
    while fds := socket.recv_fds(orders, 1, 1)[1]:
        with socket.socket(fileno=fds[0]) as client, contextlib.suppress(ConnectionError):
            while words := client.recv(4096):
                if words == b"crash":
                    os._exit(1)
                client.sendall(b"%d %s" % (os.getpid(), words))


def doorman(listener: socket.socket, workers: int, count: int) -> list[int]:
    """Fork workers, accept `count` clients, and hand each of them to the next worker, one after the other in turn.

    listener: a listening Unix socket; it stays open, and waits as before.
    A client is the worker's alone from then on: when that one has closed it, the client meets the end. A worker
    that is found gone is passed over, its client goes to the next; one at least is always there.
    Returns the exit statuses of all workers, in the order of their forks, when they have ended: each has been given the
    end of its orders, and has served all of its clients.
    """
    # TODO: a socket pair and a child for each worker; then the clients; then the end, for one worker after the other.
    raise NotImplementedError("write a doorman")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.join(folder, "door"))
        door.listen()
        print(f"Six calls, please, from other terminals: nc -U {door.getsockname()}", flush=True)
        print(doorman(door, 3, 6))
