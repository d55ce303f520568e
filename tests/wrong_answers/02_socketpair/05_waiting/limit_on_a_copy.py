"""Sets the limit on a copy of the socket: both are one open file, which does not block any more.

caught_by = "test_no_limit_stays_in_the_kernel"
words = ["O_NONBLOCK"]
"""


def receive_within(sock, seconds, otherwise):
    with sock.dup() as copy:
        copy.settimeout(seconds)
        try:
            return copy.recv(1024)
        except TimeoutError:
            return otherwise
