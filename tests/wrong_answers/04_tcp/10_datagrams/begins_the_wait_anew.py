"""Waits for all of the seconds again after each old answer.

caught_by = "test_a_try_ends_in_time"
words = ["was listened to for 0.75 s"]
"""

import socket


def ask(address, number, question, tries, seconds):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        sock.settimeout(seconds)
        for _ in range(tries):
            sock.send(b"%d %b" % (number, question))
            try:
                told = b""
                while told != b"%d" % number:
                    told, _, answer = sock.recv(2000).partition(b" ")
                return answer
            except TimeoutError:
                pass
    raise TimeoutError
