"""Wake up: a loop that sleeps in select hears descriptors, and nothing else.

Not all that a loop waits for is a descriptor. A thread has a result, a library calls back: it puts something into a
list, and the loop sleeps on. So make a descriptor of it: a pipe, whose read end the loop waits for as well, and into
which whoever has something writes a byte. The byte says no more than: look. And nobody must ever have to wait for room.

Read on: pipe(7), select(2), os.set_blocking and collections.deque in Python's library
"""

import collections
import contextlib
import os
import select
import socket
import threading
from collections.abc import Callable


def work(orders: int, post: Callable[[bytes], None]) -> None:
    """Post each byte that comes out of the pipe `orders`, until its end. This knows of no loop; leave it as it is."""
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn: socket.socket, orders: int) -> None:
    """Do `work` in a thread, and send to a client what it posts, as it comes, until the work is done.

    Meanwhile whatever the client says is sent back to it, as it comes; it may read late. All that was posted is sent
    before `run` returns, each byte once and in order. Both threads sleep while there is nothing to do, and the work is
    never held up: it may post any number of bytes while the client does not read.
    conn: one of a pair of stream sockets; its other side ends after `run` has returned. orders: a read end, read by
    `work` alone. Both stay open and wait as before.
    """
    posted: collections.deque[bytes] = collections.deque()
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)

    def post(data: bytes) -> None:
        posted.append(data)
        with contextlib.suppress(BlockingIOError):  # a full pipe wakes the loop as well as one byte more
            os.write(wakes, b"!")

    def work_and_end() -> None:
        work(orders, post)
        os.close(wakes)  # the end of the pipe is that of the work

    thread = threading.Thread(target=work_and_end)
    thread.start()
    working = True
    while working:
        ready, _, _ = select.select([conn, woken], [], [])
        if conn in ready:
            conn.sendall(conn.recv(4096))
        if woken in ready:
            working = bool(os.read(woken, 65536))  # before the look: what is posted behind it wakes again
            conn.sendall(b"".join(posted.popleft() for _ in range(len(posted))))
    thread.join()  # survives: it has nothing left to do, and ends by itself
    os.close(woken)
