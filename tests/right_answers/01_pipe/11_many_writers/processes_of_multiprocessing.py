"""multiprocessing makes a child for each name, before anything is read."""

import multiprocessing
import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, (name + " " + str(number) + "\n").encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=report, args=(writer, name, count)) for name in names]
    for child in children:
        child.start()
    os.close(writer)
    data = b"".join(iter(lambda: os.read(reader, 65536), b""))
    os.close(reader)
    for child in children:
        child.join()
    return data.decode().splitlines(keepends=True)
