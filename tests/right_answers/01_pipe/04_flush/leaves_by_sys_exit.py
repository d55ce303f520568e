"""Line buffering before the fork, and a child that leaves with sys.exit, which closes what it has open."""

import os
import sys


def three_lines(writer):
    with open(writer, "w", buffering=1) as out:
        print("before", file=out)
        child = os.fork()
        if child == 0:
            print("child", file=out, end="")
            print(file=out)
            sys.exit()
        os.waitpid(child, 0)
        print("after", file=out)
