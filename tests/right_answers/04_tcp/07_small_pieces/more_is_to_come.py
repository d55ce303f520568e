"""Says to the kernel that more is to come."""

import socket


def ask(conn, head, body):
    conn.send(head, socket.MSG_MORE if body else 0)
    conn.sendall(body)
    with conn.makefile("rb", buffering=1000) as file:
        line = file.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line[:-1]
