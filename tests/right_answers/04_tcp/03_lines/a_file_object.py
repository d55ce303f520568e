"""The file object collects, up to a limit."""


def turned(line):
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn):
    with conn, conn.makefile("rwb") as file:
        while line := file.readline(1001):
            if len(line) > 1000:
                file.write(b"too long\n")
                return
            file.write(turned(line.removesuffix(b"\n")))
            file.flush()
