"""Processes of multiprocessing, and a list of those who are there."""

import multiprocessing
import os
import socket


def work(orders):
    while fds := socket.recv_fds(orders, 1, 1)[1]:
        with socket.socket(fileno=fds[0]) as client:
            while words := client.recv(4096):
                if words == b"crash":
                    os._exit(1)
                client.sendall(b"%d %s" % (os.getpid(), words))


def worker(orders, not_mine):
    for each in not_mine:
        each.close()
    work(orders)


def doorman(listener, workers, count):
    context = multiprocessing.get_context("fork")
    pairs, processes = [], []
    for _ in range(workers):
        ours, theirs = socket.socketpair()
        pairs.append(ours)
        process = context.Process(target=worker, args=(theirs, list(pairs)))
        process.start()
        theirs.close()
        processes.append(process)
    there = list(pairs)
    for _ in range(count):
        client = listener.accept()[0]
        while True:
            try:
                socket.send_fds(there[0], [b"."], [client.fileno()])
                break
            except BrokenPipeError:
                del there[0]
        there = there[1:] + there[:1]
        client.close()
    for each in pairs:
        each.close()
    statuses = []
    for process in processes:
        process.join()
        statuses.append(process.exitcode)
        process.close()
    return statuses
