"""cat copies the file, opened anew as its stdin; the parent uses preadv."""

import os
import subprocess


def whole(fd):
    data = bytearray(os.fstat(fd).st_size)
    os.preadv(fd, [data], 0)
    return bytes(data)


def twice(fd, out):
    with open(f"/dev/fd/{fd}", "rb") as again:
        subprocess.run(["cat"], stdin=again, stdout=out, check=True)
    return whole(fd)
