"""Sends with send and never looks at how much it took.

caught_by = "test_a_long_message_is_sent_whole"
words = ["have arrived: how many did send take?"]
"""


def send_frame(sock, payload):
    sock.send(len(payload).to_bytes(4, "big"))
    sock.send(payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def recv_frame(sock):
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4), "big"))
