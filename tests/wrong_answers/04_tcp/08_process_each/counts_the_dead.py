"""Counts all who have come, and does not look at how the children have ended.

caught_by = "test_who_dies_is_not_counted"
words = ["one of them died, and serve has counted 2"]
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
            try:
                talk(conn)
            finally:
                os._exit(0)
        conn.close()
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return len(children)
