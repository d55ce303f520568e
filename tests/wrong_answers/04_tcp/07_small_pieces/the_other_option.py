"""Has its own acknowledgements sent at once; it is those of the other side that come late.

caught_by = "test_nothing_is_kept_back"
words = ["the body was kept back"]
"""

import socket


def ask(conn, head, body):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    conn.sendall(head)
    conn.sendall(body)
    answer = b""
    while not answer.endswith(b"\n"):
        piece = conn.recv(4096)
        if not piece:
            raise EOFError
        answer += piece
    return answer[:-1]
