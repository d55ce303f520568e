"""A shell writes each line by another program, and the wait for it all has a limit."""

import os
import subprocess

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        for _ in range(10):
            out.write(LINE)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        messages = [line for line in lines]
    return messages


def another_one():
    p = subprocess.run(
        ["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do /bin/echo 'Another one bites the dust'; done"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=20,
    )
    return p.stdout.splitlines(keepends=True)
