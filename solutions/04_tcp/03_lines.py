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
    with conn:
        rest = b""
        while piece := conn.recv(LONGEST):
            rest += piece
            while b"\n" in rest[:LONGEST]:
                line, _, rest = rest.partition(b"\n")  # the rest begins another line
                conn.sendall(turned(line))
            if len(rest) > LONGEST:  # there is no end in sight, and memory has one
                conn.sendall(b"too long\n")
                return
        if rest:
            conn.sendall(turned(rest))


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("Talk to it: nc 127.0.0.1", listener.getsockname()[1], flush=True)
        while True:
            answer_lines(listener.accept()[0])
