"""Small pieces: why does each question take 44 ms?

A client sends a head, then a body, and waits for the answer. The head goes out at once. But as long as it is not
acknowledged, the kernel keeps small pieces back, to send them together with others (Nagle's algorithm): the body waits.
The other side is polite as well: it acknowledges a little later, together with its answer, for which it needs the body.
So both wait, until a timer of the kernel ends it.

Read on: tcp(7), send(2), sendmsg(2), socket.sendall
"""

import socket


def ask(conn: socket.socket, head: bytes, body: bytes) -> bytes:
    """Send a question, the head and behind it the body, and return the answer, a line without its newline.

    Nothing of the question waits in this machine until the other one has acknowledged what came before it.
    conn: a connected TCP socket, which stays open. body: may be long, or empty.
    The answer ends with "\\n", behind which nothing comes before the next question, and may come in pieces.
    Raises EOFError if the connection ends before the newline.
    """
    conn.sendall(head + body)  # what belongs together goes out together, and needs no option
    answer = b""
    while not answer.endswith(b"\n"):
        piece = conn.recv(4096)
        if not piece:
            raise EOFError("the connection ended before the newline")
        answer += piece
    return answer[:-1]
