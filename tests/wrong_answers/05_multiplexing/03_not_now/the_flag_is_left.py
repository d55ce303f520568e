"""Leaves O_NONBLOCK behind, and so the recv of another process fails.

caught_by = "test_the_socket_waits_as_before"
words = ["the socket has a time limit of 0.0 s afterwards"]
"""


def what_is_there(sock):
    sock.setblocking(False)
    heard = b""
    while True:
        try:
            data = sock.recv(4096)
        except BlockingIOError:
            return heard, False
        if not data:
            return heard, True
        heard += data
