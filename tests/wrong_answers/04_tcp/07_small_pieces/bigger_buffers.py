"""Gives the kernel more room, which it does not lack.

caught_by = "test_nothing_is_kept_back"
words = ["the body was kept back"]
"""

import socket


def ask(conn, head, body):
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    conn.sendall(head)
    conn.sendall(body)
    answer = b""
    while not answer.endswith(b"\n"):
        piece = conn.recv(4096)
        if not piece:
            raise EOFError
        answer += piece
    return answer[:-1]
