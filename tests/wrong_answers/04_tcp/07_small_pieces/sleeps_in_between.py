"""Sleeps until the head is acknowledged, so that the body need not wait.

caught_by = "test_nothing_is_kept_back"
words = ["the body was kept back"]
"""

import time


def ask(conn, head, body):
    conn.sendall(head)
    time.sleep(0.05)
    conn.sendall(body)
    answer = b""
    while not answer.endswith(b"\n"):
        piece = conn.recv(4096)
        if not piece:
            raise EOFError
        answer += piece
    return answer[:-1]
