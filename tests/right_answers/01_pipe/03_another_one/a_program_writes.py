"""subprocess runs a program that prints the lines."""

import os
import subprocess

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    for _ in range(10):
        os.write(writer, LINE.encode())
    os.close(writer)


def in_the_parent(reader, writer):
    os.close(writer)
    with os.fdopen(reader) as lines:
        return list(lines)


def another_one():
    program = ["sh", "-c", f"for each in 1 2 3 4 5 6 7 8 9 10; do echo {LINE.strip()}; done"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as child:
        return child.stdout.readlines()
