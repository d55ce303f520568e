"""All pairs are made before the first fork, and each child closes all but one end."""

import itertools
import os
import socket


def work(orders):
    while fds := socket.recv_fds(orders, 1, 1)[1]:
        with socket.socket(fileno=fds[0]) as client:
            while words := client.recv(4096):
                if words == b"crash":
                    os._exit(1)
                client.sendall(b"%d %s" % (os.getpid(), words))


def doorman(listener, workers, count):
    pairs = [socket.socketpair() for _ in range(workers)]
    children = []
    for _, mine in pairs:
        child = os.fork()
        if child == 0:
            try:
                for end in itertools.chain(*pairs):
                    if end is not mine:
                        end.close()
                listener.close()
                work(mine)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    for _, theirs in pairs:
        theirs.close()
    gone, turn = set(), 0
    for _ in range(count):
        client, _ = listener.accept()
        handed = False
        while not handed:
            place, turn = turn % workers, turn + 1
            if place in gone:
                continue
            try:
                socket.send_fds(pairs[place][0], [b"c"], [client.fileno()])
                handed = True
            except OSError:
                gone.add(place)
        client.close()
    for ours, _ in pairs:
        ours.close()
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
