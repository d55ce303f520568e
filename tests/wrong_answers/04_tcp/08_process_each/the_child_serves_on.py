"""The child does not exit, and accepts clients as its parent does.

caught_by = "test_a_client_that_is_late_is_waited_for"
cause = "waiting-for-child"
words = ["for the child to exit", "waits for somebody to connect"]
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
    children = []
    for _ in range(count):
        conn, _ = listener.accept()
        child = os.fork()
        if child == 0:
            while True:
                talk(conn)
                conn, _ = listener.accept()
        conn.close()
        children.append(child)
    return sum(os.waitpid(child, 0)[1] == 0 for child in children)
