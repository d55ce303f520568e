"""Every error is taken for the end of the time, and so the caller never learns of it.

caught_by = "test_an_error_is_raised_and_not_nothing"
words = ["recv fails when the peer has connected to another"]
"""


def receive_within(sock, seconds, otherwise):
    sock.settimeout(seconds)
    try:
        return sock.recv(1024)
    except OSError:
        return otherwise
    finally:
        sock.settimeout(None)
