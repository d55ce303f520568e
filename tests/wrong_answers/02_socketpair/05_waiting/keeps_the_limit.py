"""Sets a limit and leaves it there for whoever uses the socket next.

caught_by = "test_the_limit_is_for_this_one_call"
words = ["the socket has a time limit of 0.01 s afterwards"]
"""


def receive_within(sock, seconds, otherwise):
    sock.settimeout(seconds)
    try:
        return sock.recv(1024)
    except TimeoutError:
        return otherwise
