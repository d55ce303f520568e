"""Waits for each piece for three seconds, and no longer.

caught_by = "test_a_frame_that_is_late_is_waited_for"
words = ["sleeps for a time of its own"]
"""

import select


def send_frame(sock, payload):
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        if not select.select([sock], [], [], 3)[0]:
            raise TimeoutError("nothing came for so long")
        piece = sock.recv(size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def recv_frame(sock):
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4), "big"))
