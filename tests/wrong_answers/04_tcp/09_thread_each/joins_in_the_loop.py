"""Waits for each thread before it lets the next client in.

caught_by = "test_the_lines_of_all_are_numbered"
cause = "circular-wait"
words = ["join"]
"""

import threading

ADDING = threading.Lock()


def talk(conn, lines):
    with conn, conn.makefile("rwb") as file:
        for line in file:
            with ADDING:
                lines.append(line)
                number = len(lines)
            file.write(b"%d: %b" % (number, line))
            file.flush()


def serve(listener, count):
    lines = []
    for _ in range(count):
        conn, _ = listener.accept()
        thread = threading.Thread(target=talk, args=(conn, lines))
        thread.start()
        thread.join()
    return lines
