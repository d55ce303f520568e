"""Last words: say why you hang up, and be heard.

A server that does not want a client says so, and closes. But the client is still sending. Bytes that nobody has read
when a connection is closed come back as a reset, and a reset overtakes everything: what the client was told, it will
most probably never read. So listen a little longer, without caring for what is said; but not to a client who never
stops, nor to one who never says a word.

Read on: shutdown(2), close(2), tcp(7), socket.settimeout; by hand: python 04_last_words.py
"""

import contextlib
import socket
import time


def refuse(conn: socket.socket, reason: bytes, seconds: float) -> None:
    """Tell a client why it is not served, and hang up so that it can read that.

    The client may have sent nothing, or megabytes, and may be about to send more. It gets the reason, and at once the
    end; whatever it has sent or still sends is received until its own end, but for no longer than these seconds.
    conn: a connected TCP socket, closed when the function returns. reason: 1000 bytes at most.
    seconds: how long the function may take, whatever the client does. A client that is gone is no error.
    """
    ends = (
        time.monotonic() + seconds
    )  # one limit for all: who sends a byte in time, again and again, has no more
    with conn, contextlib.suppress(OSError):  # a reset; a shutdown of what was reset; the limit
        conn.sendall(reason)
        conn.shutdown(socket.SHUT_WR)  # the end behind the reason, while the other direction goes on
        while (left := ends - time.monotonic()) > 0:
            conn.settimeout(left)
            if not conn.recv(65536):
                break


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("Talk to it: yes | nc -N 127.0.0.1", listener.getsockname()[1], flush=True)
        while True:
            guest, _ = listener.accept()
            refuse(guest, f"closed since {time.ctime()}\n".encode(), 2)
