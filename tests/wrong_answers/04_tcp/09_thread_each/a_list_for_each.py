"""Every thread has a list of its own, and they are put together at the end.

caught_by = "test_the_lines_of_all_are_numbered"
words = ["and these were not numbered from 1 to 3"]
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
    lists, talking = [], []
    for _ in range(count):
        conn, _ = listener.accept()
        lists.append([])
        thread = threading.Thread(target=talk, args=(conn, lists[-1]))
        thread.start()
        talking.append(thread)
    for thread in talking:
        thread.join()
    return [line for each in lists for line in each]
