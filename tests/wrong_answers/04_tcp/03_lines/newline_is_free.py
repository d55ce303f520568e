"""Measures a line without its newline.

caught_by = "test_a_line_that_is_one_byte_too_long"
words = ["the second line has 1001 bytes"]
"""


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn):
    with conn, conn.makefile("rb") as lines:
        while line := lines.readline(1001):
            if len(line.removesuffix(b"\n")) > 1000:
                conn.sendall(b"too long\n")
                return
            conn.sendall(turned(line.removesuffix(b"\n")))
