"""Collects the payload, but trusts one recv to return all four bytes of the length.

caught_by = "test_bytes_that_come_one_by_one_are_collected"
words = ["14 bytes were announced and sent one by one; recv_frame returned 0"]
"""


def send_frame(sock, payload):
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def recv_frame(sock):
    header = sock.recv(4)
    if not header:
        raise EOFError
    return recv_exactly(sock, int.from_bytes(header, "big"))
