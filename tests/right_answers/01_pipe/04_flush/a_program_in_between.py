"""The child is a program that prints to the pipe."""

import subprocess


def three_lines(writer):
    with open(writer, "w") as out:
        print("before", file=out, flush=True)
        subprocess.run(["echo", "child"], stdout=out, check=True)
        print("after", file=out)
