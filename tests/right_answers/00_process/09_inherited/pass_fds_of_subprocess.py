"""subprocess does it, with pass_fds."""

import subprocess


def run_with(argv, fd):
    try:
        return subprocess.call(argv, pass_fds=[fd])
    except FileNotFoundError:
        return 127
