"""Looks where an answer is from, but does not connect: it is never told that nobody is there.

caught_by = "test_nobody_is_there"
words = ["nobody has this port, and the kernel would have said so"]
"""

import socket
import time


def ask(address, number, question, tries, seconds):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _ in range(tries):
            sock.sendto(b"%d %b" % (number, question), address)
            ends = time.monotonic() + seconds
            while (left := ends - time.monotonic()) > 0:
                sock.settimeout(left)
                try:
                    data, sender = sock.recvfrom(2000)
                except TimeoutError:
                    break
                told, _, answer = data.partition(b" ")
                if told == b"%d" % number and sender == tuple(address):
                    return answer
    raise TimeoutError
