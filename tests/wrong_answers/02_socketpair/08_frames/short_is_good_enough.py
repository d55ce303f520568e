"""Stops at the end of the stream and returns what it has, as if it were all.

caught_by = "test_a_stream_that_ends_too_early_is_an_error"
words = ["instead of raising EOFError"]
"""


def send_frame(sock, payload):
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            break
        received += piece
    return received


def recv_frame(sock):
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4), "big"))
