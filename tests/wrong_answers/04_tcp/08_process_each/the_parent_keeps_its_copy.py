"""The parent does not close its copy of the connection: the client waits for the end.

caught_by = "test_the_end_comes_when_the_conversation_is_over"
cause = "other-write-end"
words = ["waits for the end of TCP connection", "still holds the other end"]
"""

import os


def talk(conn):
    with conn, conn.makefile("rwb") as file:
        file.write(b"process %d\n" % os.getpid())
        file.flush()
        for line in file:
            file.write(line.upper())
            file.flush()


def serve(listener, count):
    children, kept = [], []
    for _ in range(count):
        conn, _ = listener.accept()
        kept.append(conn)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                talk(conn)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    for conn in kept:
        conn.close()
    return sum(os.waitpid(child, 0)[1] == 0 for child in children)
