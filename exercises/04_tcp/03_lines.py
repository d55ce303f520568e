"""Lines: a protocol on a stream.

Mail, chat and the web began with lines. TCP knows nothing of them: a recv may bring ten, or a part of one, or the
half of a letter. So the server collects until a newline is there. But how long? Whoever sends the longest line decides
on your memory, if you let them.

Read on: recv(2), bytes.split, bytes.decode, socket.makefile; by hand: python 03_lines.py
"""

import socket

LONGEST = 1000  # bytes, with the newline


def turned(line: bytes) -> bytes:
    """The answer to a whole line: its letters, the last one first, and a newline.

    line: text in UTF-8 without its "\\n"; a "\\r" at its end belongs to the newline.
    """
    return line.removesuffix(b"\r").decode()[::-1].encode() + b"\n"


def answer_lines(conn: socket.socket) -> None:
    """Answer each line of a client, turned, as soon as it is there; hang up behind the last line.

    A line ends with "\\n", and the last one may lack that.
    As soon as more than LONGEST bytes of a line have come, its newline counted, the answer is "too long", and that is
    the last one: the connection is closed, and nobody waits for the newline.
    conn: a connected TCP socket, closed when the function returns.
    """
    # TODO: what is there is not a line: it may be more, and less.
    with conn:
        while heard := conn.recv(LONGEST):
            conn.sendall(turned(heard.rstrip(b"\n")))


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("Talk to it: nc 127.0.0.1", listener.getsockname()[1], flush=True)
        while True:
            answer_lines(listener.accept()[0])
