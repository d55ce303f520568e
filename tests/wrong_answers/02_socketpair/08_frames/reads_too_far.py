"""Receives as much as there is, and throws away the beginning of the next frame.

caught_by = "test_two_messages_stay_two"
cause = "own-write-end"
words = ["waits for data from socket pair A, but nobody else can send any"]
"""


def send_frame(sock, payload):
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(65536)
        if not piece:
            raise EOFError
        received += piece
    return received[:size]


def recv_frame(sock):
    frame = b""
    while len(frame) < 4 or len(frame) < 4 + int.from_bytes(frame[:4], "big"):
        piece = sock.recv(65536)
        if not piece:
            raise EOFError
        frame += piece
    return frame[4 : 4 + int.from_bytes(frame[:4], "big")]
