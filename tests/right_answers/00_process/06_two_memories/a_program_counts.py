"""A program reads the text from its stdin and prints the number."""

import subprocess
import sys

PROGRAM = "import sys; print(len(sys.stdin.buffer.read().decode()))"


def count_in_child(text):
    command = [sys.executable, "-I", "-S", "-c", PROGRAM]
    return int(subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE).stdout)
