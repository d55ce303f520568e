"""The child returns, as its parent does: to whoever has called serve, and twice.

caught_by = "test_one_talks_while_the_other_is_silent"
cause = "escaped-child"
words = ["ESCAPED CHILD"]
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
            talk(conn)
            return 1
        conn.close()
        children.append(child)
    return sum(os.waitpid(child, 0)[1] == 0 for child in children)
