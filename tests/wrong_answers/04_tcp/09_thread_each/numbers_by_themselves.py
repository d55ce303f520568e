"""No number is taken twice, but the lines are added in another order.

caught_by = "test_two_at_the_same_moment"
words = ["other places than the numbers"]
"""

import itertools
import threading


def talk(conn, lines, numbers):
    with conn, conn.makefile("rwb") as file:
        for line in file:
            number = next(numbers)
            lines.append(line)
            file.write(b"%d: %b" % (number, line))
            file.flush()


def serve(listener, count):
    lines, talking = [], []
    numbers = itertools.count(1)
    for _ in range(count):
        conn, _ = listener.accept()
        thread = threading.Thread(target=talk, args=(conn, lines, numbers))
        thread.start()
        talking.append(thread)
    for thread in talking:
        thread.join()
    return lines
