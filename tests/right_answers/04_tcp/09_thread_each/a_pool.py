"""A pool of threads, one for each client."""

import threading
from concurrent.futures import ThreadPoolExecutor

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
    with ThreadPoolExecutor(max_workers=max(count, 1)) as pool:
        for _ in range(count):
            pool.submit(talk, listener.accept()[0], lines)
    return lines
