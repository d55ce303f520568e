"""O_NONBLOCK for both sides, poll, and a bytearray."""

import select
import socket


def pump(source, target, limit):
    source.setblocking(False)
    target.setblocking(False)
    held, total, ended = bytearray(), 0, False
    while held or not ended:
        poll = select.poll()
        if not ended and len(held) < limit:
            poll.register(source, select.POLLIN)
        if held:
            poll.register(target, select.POLLOUT)
        poll.poll()
        try:
            while not ended and len(held) < limit:
                data = source.recv(limit - len(held))
                held += data
                total += len(data)
                ended = not data
        except BlockingIOError:
            pass
        try:
            while held:
                del held[: target.send(held)]
        except BlockingIOError:
            pass
    source.setblocking(True)
    target.setblocking(True)
    target.shutdown(socket.SHUT_WR)
    return total
