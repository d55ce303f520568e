"""Processes of multiprocessing, which leave with sys.exit."""

import multiprocessing
import os
import sys

FORK = multiprocessing.get_context("fork")


def one(readers, number):
    for other in readers[number + 1 :]:
        os.close(other)
    sys.exit(os.read(readers[number], 1)[0])


def run_all(readers):
    processes = []
    for number, reader in enumerate(readers):
        processes.append(FORK.Process(target=one, args=(readers, number)))
        processes[-1].start()
        os.close(reader)
    codes = []
    for process in processes:
        process.join()
        codes.append(process.exitcode)
        process.close()
    return codes
