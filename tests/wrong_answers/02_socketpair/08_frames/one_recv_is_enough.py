"""Trusts recv to return as much as it was asked for.

caught_by = "test_bytes_that_come_one_by_one_are_collected"
words = ["sent one by one; recv_frame returned"]
"""


def send_frame(sock, payload):
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = sock.recv(size)
    if not received and size:
        raise EOFError
    return received


def recv_frame(sock):
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4), "big"))
