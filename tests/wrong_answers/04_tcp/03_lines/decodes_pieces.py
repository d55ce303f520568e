"""Decodes each piece: half a letter is none.

caught_by = "test_a_line_that_comes_byte_by_byte"
words = ["UnicodeDecodeError"]
"""


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn):
    with conn:
        rest = ""
        while piece := conn.recv(1000):
            rest += piece.decode()
            while "\n" in rest[:1000]:
                line, _, rest = rest.partition("\n")
                conn.sendall(turned(line.encode()))
            if len(rest) > 1000:
                conn.sendall(b"too long\n")
                return
        if rest:
            conn.sendall(turned(rest.encode()))
