"""Reads the output to its end first, which comes only when all have gone.

caught_by = "test_all_that_was_started_ends"
cause = "other-write-end"
words = ["still holds its write end"]
"""

import os
import signal
import subprocess


def run_for(argv, reader):
    with subprocess.Popen(argv, stdout=subprocess.PIPE, start_new_session=True) as program:
        data = program.stdout.read()
        os.read(reader, 1)
        os.killpg(program.pid, signal.SIGKILL)
    return data, program.returncode
