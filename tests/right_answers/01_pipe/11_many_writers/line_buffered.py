"""Line-buffered file objects in the children, os.wait for whoever exits first."""

import os
import sys


def report(writer, name, count):
    with open(writer, "w", buffering=1) as out:
        for number in range(count):
            out.write(f"{name} {number}\n")


def gather(names, count):
    reader, writer = os.pipe()
    for name in names:
        if not os.fork():
            os.close(reader)
            report(writer, name, count)
            sys.exit()
    os.close(writer)
    text = b""
    while piece := os.read(reader, 1000):
        text += piece
    os.close(reader)
    for _ in names:
        os.wait()
    return text.decode().splitlines(keepends=True)
