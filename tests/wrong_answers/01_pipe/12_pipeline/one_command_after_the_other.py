"""Runs a command to its end before the next one begins.

caught_by = "test_commands_run_side_by_side_and_their_statuses_keep_the_order"
words = ["they were to run side by side"]
"""

import os
import subprocess


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    with open(source, "rb") as first:
        data = None
        statuses = []
        for command in commands:
            given = {"stdin": first} if data is None else {"input": data}
            try:
                done = subprocess.run(command, stdout=subprocess.PIPE, check=False, **given)
            except FileNotFoundError:
                data = b""
                statuses.append(127)
            else:
                data = done.stdout
                statuses.append(done.returncode)
    return data, statuses
