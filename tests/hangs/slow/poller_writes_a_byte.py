"""A child looks again and again, and after thirty times writes the byte that its parent waits for."""

import os
import time


def look(writer):
    for _ in range(30):
        time.sleep(0.2)
    os.write(writer, b"!")


def main():
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        look(writer)
        os._exit(0)
    os.close(writer)
    assert os.read(reader, 1) == b"!"
    os.wait()


main()
