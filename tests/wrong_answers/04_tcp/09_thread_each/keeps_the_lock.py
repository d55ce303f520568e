"""Holds the lock for a whole conversation: the others wait until it is over.

caught_by = "test_the_lines_of_all_are_numbered"
cause = "circular-wait"
words = ["wait"]
"""

import threading

ADDING = threading.Lock()


def talk(conn, lines):
    with ADDING, conn, conn.makefile("rwb") as file:
        for line in file:
            lines.append(line)
            file.write(b"%d: %b" % (len(lines), line))
            file.flush()


def serve(listener, count):
    lines, talking = [], []
    for _ in range(count):
        conn, _ = listener.accept()
        talking.append(threading.Thread(target=talk, args=(conn, lines)))
        talking[-1].start()
    for thread in talking:
        thread.join()
    return lines
