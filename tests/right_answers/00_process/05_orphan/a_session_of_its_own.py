"""As daemon(7) has it: setsid in the middle, ends in `finally`, file objects."""

import os


def is_childless() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def detach(reader, writer):
    child = os.fork()
    if child:
        os.close(reader)
        os.close(writer)
        os.waitid(os.P_PID, child, os.WEXITED)
        return
    try:
        os.setsid()
        if os.fork() == 0:
            with open(writer, "wb", 0) as out, open(reader, "rb") as source:
                out.write(b"ready")
                source.read()
    finally:
        os._exit(0)
