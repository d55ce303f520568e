"""Trusts one recv to bring the whole answer.

caught_by = "test_an_answer_in_pieces"
words = ["in pieces"]
"""


def ask(conn, head, body):
    conn.sendall(head + body)
    answer = conn.recv(4096)
    if not answer:
        raise EOFError
    return answer.removesuffix(b"\n")
