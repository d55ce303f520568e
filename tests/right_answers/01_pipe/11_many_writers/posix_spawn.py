"""A Python for each name, which posix_spawn starts with the write end as its output."""

import os
import sys

REPORT = "import os, sys\nfor n in range(int(sys.argv[2])): os.write(1, f'{sys.argv[1]} {n}\\n'.encode())"


def report(writer, name, count):
    for line in (f"{name} {number}\n" for number in range(count)):
        os.write(writer, line.encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    output = [(os.POSIX_SPAWN_DUP2, writer, 1)]
    children = []
    for name in names:
        command = [sys.executable, "-I", "-S", "-c", REPORT, name, str(count)]
        children.append(os.posix_spawn(sys.executable, command, os.environ, file_actions=output))
    os.close(writer)
    with open(reader, encoding="utf-8") as lines:
        gathered = [*lines]
    for child in children:
        os.waitpid(child, 0)
    return gathered
