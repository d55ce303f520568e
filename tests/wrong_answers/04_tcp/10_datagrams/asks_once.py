"""Asks once and waits for all tries together.

caught_by = "test_a_question_that_is_lost_is_asked_again"
words = ["TimeoutError"]
"""

import socket
import time


def ask(address, number, question, tries, seconds):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        sock.send(b"%d %b" % (number, question))
        ends = time.monotonic() + tries * seconds
        while (left := ends - time.monotonic()) > 0:
            sock.settimeout(left)
            told, _, answer = sock.recv(2000).partition(b" ")
            if told == b"%d" % number:
                return answer
    raise TimeoutError
