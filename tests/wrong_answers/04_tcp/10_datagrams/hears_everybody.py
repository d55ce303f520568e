"""Does not connect: a stranger is heard.

caught_by = "test_a_stranger"
words = ["the answer of a stranger was returned"]
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
                    told, _, answer = sock.recv(2000).partition(b" ")
                except TimeoutError:
                    break
                if told == b"%d" % number:
                    return answer
    raise TimeoutError
