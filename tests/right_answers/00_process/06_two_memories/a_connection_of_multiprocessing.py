"""A process of multiprocessing sends the digits through one of its connections."""

import multiprocessing

FORK = multiprocessing.get_context("fork")


def count(text, sender):
    sender.send_bytes(str(len(text)).encode())


def count_in_child(text):
    receiver, sender = FORK.Pipe(duplex=False)
    with receiver, sender:
        child = FORK.Process(target=count, args=(text, sender))
        child.start()
        number = int(receiver.recv_bytes())
        child.join()
    child.close()
    return number
