"""A shell runs the pipeline, and its statuses are read from what it says.

caught_by = "test_three_commands_and_no_sibling_in_between"
words = ["has not made a child for each of the three commands"]
"""

import os
import shlex
import subprocess


def shell_pipe() -> tuple[int, int]:
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    p = subprocess.run(
        [
            "bash",
            "-c",
            " | ".join(" ".join(map(shlex.quote, c)) for c in commands) + "; echo ${PIPESTATUS[@]} >&2",
        ],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(source)
    return p.stdout, list(map(int, p.stderr.split(b"\n")[-2].split()))
