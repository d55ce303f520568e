"""A lock for each thread: nobody else ever waits for it.

caught_by = "test_two_at_the_same_moment"
words = ["a number was told twice"]
"""

import threading


def talk(conn, lines):
    adding = threading.Lock()
    with conn, conn.makefile("rwb") as file:
        for line in file:
            with adding:
                lines.append(line)
                number = len(lines)
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
