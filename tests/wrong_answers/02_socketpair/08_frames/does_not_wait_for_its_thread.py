"""A thread sends what is long, and send_frame returns before it has: nobody knows when all is sent.

caught_by = "test_a_long_message_waits_for_room"
words = ["it did not wait"]
"""

import threading


def send_frame(sock, payload):
    data = len(payload).to_bytes(4, "big") + payload
    if len(data) < 65536:
        sock.sendall(data)
        return
    copy = sock.dup()

    def send():
        with copy:
            copy.sendall(data)

    threading.Thread(target=send).start()


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
