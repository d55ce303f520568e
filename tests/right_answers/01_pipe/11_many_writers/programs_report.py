"""A program for each name; their output is the write end of one pipe."""

import os
import subprocess


def report(writer, name, count):
    for number in range(count):
        os.write(writer, b"%s %d\n" % (name.encode(), number))
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    loop = 'number=0; while [ $number -lt "$2" ]; do echo "$1 $number"; number=$((number + 1)); done'
    children = [subprocess.Popen(["sh", "-c", loop, "sh", name, str(count)], stdout=writer) for name in names]
    os.close(writer)
    with open(reader) as lines:
        gathered = lines.readlines()
    for child in children:
        child.wait()
    return gathered
