"""A file object collects the pieces, and flushes them together."""


def ask(conn, head, body):
    with conn.makefile("wb", buffering=len(head + body) + 1) as file:
        file.write(head)
        file.write(body)
    with conn.makefile("rb") as file:
        line = file.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line[:-1]
