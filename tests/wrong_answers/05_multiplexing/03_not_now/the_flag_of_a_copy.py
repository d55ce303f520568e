"""Sets O_NONBLOCK on a copy, as if it were the copy's alone.

caught_by = "test_the_socket_waits_as_before"
words = ["O_NONBLOCK"]
"""


def what_is_there(sock):
    heard = b""
    with sock.dup() as copy:
        copy.setblocking(False)
        while True:
            try:
                data = copy.recv(4096)
            except BlockingIOError:
                return heard, False
            if not data:
                return heard, True
            heard += data
