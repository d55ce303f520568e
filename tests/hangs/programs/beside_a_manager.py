"""A Manager looks every second whether it is to end, and the parent waits for a child that waits for the parent.

verdict = "stuck"
cause = "own-write-end"
blame = ["writer"]
"""

import multiprocessing
import os


def count(reader, results):
    with open(reader) as lines:
        results["lines"] = sum(1 for _ in lines)  # waits


if __name__ == "__main__":
    fork = multiprocessing.get_context("fork")
    with fork.Manager() as manager:
        reader, writer = os.pipe()
        results = manager.dict()
        child = fork.Process(target=count, args=(reader, results))
        child.start()
        os.write(writer, b"one\ntwo\n")
        child.join()
        print(results["lines"])
