"""Between parent and child a socket pair, whose ends are descriptors as well; a thread of the parent waits for the child."""

import os
import socket
import threading

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with os.fdopen(writer, "wb", 0) as out:
        for _ in range(10):
            out.write(LINE.encode())


def in_the_parent(reader, writer):
    os.close(writer)
    messages = []
    with open(reader) as lines:
        for line in iter(lines.readline, ""):
            messages.append(line)
    return messages


def another_one():
    ours, theirs = socket.socketpair()
    reader, writer = ours.detach(), theirs.detach()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    waiting = threading.Thread(target=os.waitpid, args=(child, 0))
    waiting.start()
    messages = in_the_parent(reader, writer)
    waiting.join()
    return messages
