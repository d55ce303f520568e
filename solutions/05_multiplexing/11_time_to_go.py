"""Time to go: stop, but not in the middle.

A server that is told to stop has clients of several kinds. Who would come next is to be refused; who is idle is hung up
on; who is in the middle of a line may finish it, and gets its answer. But one of them may never finish, so all this has
a limit. Mind what has come and was not received yet: a socket that is closed with it makes a reset, and no end.

Read on: select(2), listen(2), time.monotonic in Python's library; by hand: python 11_time_to_go.py
"""

import select
import socket
import time


def hear(conn: socket.socket, begun: bytes) -> bytes | None:
    """Receive what has come from a client, and answer each whole line in capitals.

    conn: a connected stream socket. begun: the line that was begun before, as far as it had come.
    Returns the line that is begun now, b"" if there is none, and None if the client has ended or is gone.
    """
    try:
        data = conn.recv(4096)
        *lines, begun = (begun + data).split(b"\n")
        conn.sendall(b"".join(line.upper() + b"\n" for line in lines))
    except ConnectionError:
        return None
    return begun if data else None


def serve(listener: socket.socket, stop: int, seconds: float) -> int:
    """Let clients in, and answer their lines with `hear`, until the pipe `stop` ends; then finish in good order.

    From then on nobody comes in: listener, a stream socket, is closed at once. Lines that had come by then are
    answered. Who has not begun another one is hung up on at once; all others as soon as they have got their answer, or
    have ended, and who is still in the middle of a line after these seconds is cut off: one limit for all of them.
    A client says nothing behind a line until it has the answer. One thread does it all, and sleeps while nobody speaks.
    stop: a read end, out of which no byte comes; it stays open. Returns how many clients were cut off.
    """
    begun: dict[socket.socket, bytes] = {}

    def hear_all(ready: list[socket.socket]) -> None:
        for conn in ready:
            line = hear(conn, begun.pop(conn))
            if line is None:
                conn.close()
            else:
                begun[conn] = line

    with listener:
        while stop not in (ready := select.select([stop, listener, *begun], [], [])[0]):
            if listener in ready:
                ready.remove(listener)
                begun[listener.accept()[0]] = b""
            hear_all(ready)
    ends = time.monotonic() + seconds
    rest = 0.0  # at first, only what has come by now
    while begun and rest >= 0:
        hear_all(select.select(list(begun), [], [], rest)[0])
        for conn in [conn for conn, line in begun.items() if not line]:
            del begun[conn]
            conn.close()
        rest = ends - time.monotonic()
    for conn in begun:  # survives: the collector does the same, a little later, as nobody else has them
        conn.close()  # survives: the same
    return len(begun)


if __name__ == "__main__":
    keyboard = 0  # its end is ^D
    door = socket.create_server(("127.0.0.1", 0))
    print("Talk to it, some of you: nc 127.0.0.1", door.getsockname()[1], "; ^D ends it.", flush=True)
    print("Cut off:", serve(door, keyboard, 10))
