"""Throws away what has come behind the newline.

caught_by = "test_ten_lines_in_one_send"
words = ["ten lines came in one piece, and 1 answers came back"]
"""


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn):
    with conn:
        rest = b""
        while piece := conn.recv(1000):
            rest += piece
            if b"\n" in rest[:1000]:
                conn.sendall(turned(rest.partition(b"\n")[0]))
                rest = b""
            elif len(rest) > 1000:
                conn.sendall(b"too long\n")
                return
        if rest:
            conn.sendall(turned(rest))
