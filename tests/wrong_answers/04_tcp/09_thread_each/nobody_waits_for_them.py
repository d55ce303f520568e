"""Returns when all are let in, and leaves the threads to themselves.

caught_by = "test_who_comes_late_and_talks_late_is_waited_for"
words = ["it did not wait for what comes next"]
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
        threading.Thread(target=talk, args=(conn, lines), daemon=True).start()
    return lines
