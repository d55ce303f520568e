"""A shell's own limit: a timer of C."""

import subprocess

shell = subprocess.Popen(["bash", "-c", "read -t 0.4 answer; exit 0"], stdin=subprocess.PIPE)
assert shell.wait() == 0
