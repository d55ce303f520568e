"""Takes the first answer that comes, whatever its number.

caught_by = "test_an_answer_to_an_older_question"
words = ["question 7 was asked, and this answer was returned: b'of the past'"]
"""

import socket


def ask(address, number, question, tries, seconds):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        sock.settimeout(seconds)
        for _ in range(tries):
            sock.send(b"%d %b" % (number, question))
            try:
                return sock.recv(2000).partition(b" ")[2]
            except TimeoutError:
                pass
    raise TimeoutError
