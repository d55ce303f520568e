"""Keeps a file object for each frame, which keeps the socket open after its owner has closed it.

caught_by = "test_the_sockets_stay_open"
cause = "left-behind"
words = ["or the file object (makefile) that it made of it"]
"""

kept = []


def send_frame(sock, payload):
    kept.append(sock.makefile("wb"))
    kept[-1].write(len(payload).to_bytes(4, "big") + payload)
    kept[-1].flush()


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
