"""multiprocessing makes the child; everybody writes without a buffer."""

import multiprocessing
import os


def three_lines(writer):
    os.write(writer, b"before\n")
    child = multiprocessing.get_context("fork").Process(target=os.write, args=(writer, b"child\n"))
    child.start()
    child.join()
    os.write(writer, b"after\n")
    os.close(writer)
