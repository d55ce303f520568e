"""The one in the middle is a process of multiprocessing."""

import multiprocessing
import os


def is_childless() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def work(reader, writer):
    if os.fork() == 0:
        os.write(writer, b"ready")
        while os.read(reader, 1 << 16):
            continue
    os._exit(0)


def detach(reader, writer):
    middle = multiprocessing.get_context("fork").Process(target=work, args=(reader, writer))
    middle.start()
    os.close(reader)
    os.close(writer)
    middle.join()
    middle.close()
