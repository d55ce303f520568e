"""Waits for the newline, however long that takes.

caught_by = "test_an_endless_line"
cause = "circular-wait"
words = ["waits for data"]
"""


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn):
    with conn, conn.makefile("rb") as lines:
        for line in lines:
            if len(line) > 1000:
                conn.sendall(b"too long\n")
                return
            conn.sendall(turned(line.removesuffix(b"\n")))
