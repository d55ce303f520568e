"""The child reads first and last, with pread in big steps and sendfile from an offset of its own."""

import os


def whole(fd):
    size = os.fstat(fd).st_size
    return b"".join(os.pread(fd, 65536, at) for at in range(0, size, 65536))


def twice(fd, out):
    child = os.fork()
    if child == 0:
        try:
            sent = 0
            while more := os.sendfile(out, fd, sent, 1 << 20):
                sent += more
        finally:
            os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED)
    return whole(fd)
