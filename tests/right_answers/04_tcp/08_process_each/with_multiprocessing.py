"""multiprocessing forks and waits."""

import multiprocessing
import os


def talk(conn):
    with conn, conn.makefile("rwb") as file:
        file.write(b"process %d\n" % os.getpid())
        file.flush()
        for line in file:
            file.write(line.upper())
            file.flush()


def quietly(conn):
    try:
        talk(conn)
    except ConnectionError:
        os._exit(1)


def serve(listener, count):
    context = multiprocessing.get_context("fork")
    children = []
    for _ in range(count):
        conn, _ = listener.accept()
        with conn:
            children.append(context.Process(target=quietly, args=(conn,)))
            children[-1].start()
    for child in children:
        child.join()
    return sum(child.exitcode == 0 for child in children)
