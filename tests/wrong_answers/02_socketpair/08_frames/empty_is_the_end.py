"""Takes a frame without payload for the end.

caught_by = "test_an_empty_message_is_a_message"
words = ["EOFError"]
"""


def send_frame(sock, payload):
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = sock.recv(size)
    while received and len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            break
        received += piece
    if len(received) < size or not received:
        raise EOFError("the stream has ended")
    return received


def recv_frame(sock):
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4), "big"))
