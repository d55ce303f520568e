"""Popen starts the program in a session of its own, which is a group as well."""

import os
import signal
import subprocess


def run_for(argv, reader):
    try:
        program = subprocess.Popen(argv, stdout=subprocess.PIPE, start_new_session=True)
    except FileNotFoundError:
        os.read(reader, 1)
        return b"", 127
    with program:
        os.read(reader, 1)
        os.killpg(program.pid, signal.SIGKILL)
        data = program.stdout.read()
    return data, program.returncode
