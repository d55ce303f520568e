"""Forks for each client.

caught_by = "test_clients_are_served_in_turn"
words = ["were to serve in turn"]
"""

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
    children = []
    for _ in range(count):
        client, _ = listener.accept()
        with client:
            ours, theirs = socket.socketpair()
            child = os.fork()
            if child == 0:
                ours.close()
                client.close()
                work(theirs)
                os._exit(0)
            socket.send_fds(ours, [b"!"], [client.fileno()])
        ours.close()
        theirs.close()
        children.append(child)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    return (statuses + [0] * workers)[:workers]
