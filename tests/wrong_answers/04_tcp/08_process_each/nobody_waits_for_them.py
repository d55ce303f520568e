"""Nobody waits for the children: they stay as zombies.

caught_by = "test_one_talks_while_the_other_is_silent"
cause = "left-behind"
words = ["LEFT BEHIND"]
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
    for _ in range(count):
        conn, _ = listener.accept()
        if os.fork() == 0:
            status = 1
            try:
                talk(conn)
                status = 0
            finally:
                os._exit(status)
        conn.close()
    return count
