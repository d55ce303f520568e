"""poll, and how many bytes have gone to each."""

import select
import socket


def feed(socks, data):
    by_number = {sock.fileno(): sock for sock in socks}
    went = dict.fromkeys(by_number, 0)
    gone = set()
    poll = select.poll()
    if data:
        for fd in by_number:
            poll.register(fd, select.POLLOUT)
    left = len(by_number) if data else 0
    while left:
        for fd, _ in poll.poll():
            try:
                went[fd] += by_number[fd].send(data[went[fd] : went[fd] + 1000], socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue
            except OSError:
                gone.add(fd)
            if fd in gone or went[fd] == len(data):
                poll.unregister(fd)
                left -= 1
    return [place for place, sock in enumerate(socks) if sock.fileno() in gone]
