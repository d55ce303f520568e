"""Last words: say why you hang up, and be heard.

A server that does not want a client says so, and closes. But the client is still sending. Bytes that nobody has read
when a connection is closed come back as a reset, and a reset overtakes everything: what the client was told, it will
most probably never read. So listen a little longer, without caring for what is said; but not to a client who never
stops, nor to one who never says a word.

Read on: shutdown(2), close(2), tcp(7), socket.settimeout; by hand: python 04_last_words.py
"""

import socket
import time


def refuse(conn: socket.socket, reason: bytes, seconds: float) -> None:
    """Tell a client why it is not served, and hang up so that it can read that.

    The client may have sent nothing, or megabytes, and may be about to send more. It gets the reason, and at once the
    end; whatever it has sent or still sends is received until its own end, but for no longer than these seconds.
    conn: a connected TCP socket, closed when the function returns. reason: 1000 bytes at most.
    seconds: how long the function may take, whatever the client does. A client that is gone is no error.
    """
    # TODO: what is the answer of a connection that is closed with unread bytes? How do you say that this was all?
    with conn:
        conn.sendall(reason)


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("Talk to it: yes | nc -N 127.0.0.1", listener.getsockname()[1], flush=True)
        while True:
            guest, _ = listener.accept()
            refuse(guest, f"closed since {time.ctime()}\n".encode(), 2)
