"""Turns the algorithm off: two pieces, neither of which waits."""

import socket


def ask(conn, head, body):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    conn.sendall(head)
    conn.sendall(body)
    answer = b""
    while not answer.endswith(b"\n"):
        piece = conn.recv(4096)
        if not piece:
            raise EOFError
        answer += piece
    return answer[:-1]
