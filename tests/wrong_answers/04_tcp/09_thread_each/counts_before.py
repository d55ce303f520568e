"""Counts first and adds then, without a lock.

caught_by = "test_two_at_the_same_moment"
words = ["a number was told twice"]
"""

import threading


def talk(conn, lines):
    with conn, conn.makefile("rwb") as file:
        for line in file:
            number = len(lines) + 1
            lines.append(line)
            file.write(b"%d: %b" % (number, line))
            file.flush()


def serve(listener, count):
    lines, talking = [], []
    for _ in range(count):
        conn, _ = listener.accept()
        thread = threading.Thread(target=talk, args=(conn, lines))
        thread.start()
        talking.append(thread)
    for thread in talking:
        thread.join()
    return lines
