"""Gracefully: a server that is asked to end finishes what it has begun, and begins nothing new.

Whoever stops a server sends it SIGTERM, and again if that takes too long. The first one means: let nobody in, but
send the client that is here home with its answer. So the listener goes first; as long as it is open, the kernel
accepts connections that nobody will ever serve. The second one means: now.

Read on: accept(2), listen(2), signal(7), and what you have written in 05_either
"""

import os
import select
import signal
import socket


def serve(listener: socket.socket) -> int:
    """Answer one client after the other until SIGTERM comes, and then end in good order.

    A client sends a line of ASCII, at most 1000 bytes with its newline, which may come in pieces. It gets the line in
    capitals, and then the end. A client that leaves before its newline gets nothing.
    At the first SIGTERM the listener is closed, at once: nobody is let in any more, nor anyone who has connected and
    was not accepted yet. The client that was accepted still has its time, and gets its answer. At the second SIGTERM
    it gets none: its connection is closed.
    listener: a TCP socket that listens; it is closed when the function returns.
    Returns how many clients have got their answer. From then on SIGTERM ends this process again.
    """
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    old = signal.set_wakeup_fd(wakes)
    served = asked = 0
    while not asked:
        ready, _, _ = select.select([listener, woken], [], [])
        if woken in ready:
            break
        client, _ = listener.accept()
        with client:
            question = b""
            while asked < 2 and not question.endswith(b"\n"):
                ready, _, _ = select.select([client, woken], [], [])
                if woken in ready:
                    asked += len(os.read(woken, 100))  # a byte for each SIGTERM
                    listener.close()  # now, not when this client has gone: it may take its time
                elif data := client.recv(1000):
                    question += data
                else:
                    break
            if question.endswith(b"\n"):
                client.sendall(question.upper())
                served += 1
    listener.close()
    signal.signal(signal.SIGTERM, before)
    signal.set_wakeup_fd(old)
    os.close(woken)
    os.close(wakes)
    return served
