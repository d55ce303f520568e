"""Sets the limit, and does not catch the error that is raised when it is reached.

caught_by = "test_the_waiting_has_an_end"
words = ["TimeoutError"]
"""


def receive_within(sock, seconds, otherwise):
    sock.settimeout(seconds)
    message = sock.recv(1024)
    sock.settimeout(None)
    return message
