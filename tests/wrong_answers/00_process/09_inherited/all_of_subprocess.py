"""Tells subprocess to close nothing.

caught_by = "test_it_has_nothing_that_others_have_marked"
words = ["was to have the descriptors"]
"""

import os
import subprocess


def run_with(argv, fd):
    before = os.get_inheritable(fd)
    os.set_inheritable(fd, True)
    try:
        return subprocess.run(argv, close_fds=False).returncode
    except FileNotFoundError:
        return 127
    finally:
        os.set_inheritable(fd, before)
