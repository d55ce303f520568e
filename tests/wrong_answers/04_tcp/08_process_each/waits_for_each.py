"""Waits for each child before it lets the next client in: one after the other, in other clothes.

caught_by = "test_one_talks_while_the_other_is_silent"
cause = "circular-wait"
words = ["wait"]
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
    talked = 0
    for _ in range(count):
        conn, _ = listener.accept()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                talk(conn)
                status = 0
            finally:
                os._exit(status)
        conn.close()
        talked += os.waitpid(child, 0)[1] == 0
    return talked
