"""Popen gives the program the default of SIGPIPE."""

import itertools
import subprocess


def head(argv, count):
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as program:
        lines = list(itertools.islice(program.stdout, count))
        program.stdout.close()
    return lines, program.returncode
