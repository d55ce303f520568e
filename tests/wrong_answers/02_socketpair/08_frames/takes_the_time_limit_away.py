"""Makes the socket block for good, so that the whole frame goes out.

caught_by = "test_a_long_message_is_sent_whole"
words = ["changed the time limit"]
"""


def send_frame(sock, payload):
    sock.settimeout(None)
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            raise EOFError(f"the stream ended after {len(received)} of {size} bytes")
        received += piece
    return received


def recv_frame(sock):
    size = int.from_bytes(recv_exactly(sock, 4), "big")
    return recv_exactly(sock, size)
