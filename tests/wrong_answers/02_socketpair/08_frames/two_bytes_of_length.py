"""Trusts that no payload is longer than two bytes can say.

caught_by = "test_a_frame_that_is_longer_than_a_buffer"
words = ["256000 bytes were announced and sent; recv_frame returned 59392"]
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
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4)[2:], "big"))
