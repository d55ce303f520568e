"""Reads all lines before it answers the first one.

caught_by = "test_each_line_is_answered_before_the_next_one_comes"
cause = "circular-wait"
words = ["waits for data"]
"""


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn):
    with conn, conn.makefile("rb") as lines:
        answers = [turned(line.removesuffix(b"\n")) for line in lines]
        conn.sendall(b"".join(answers))
