"""Popen for each command, and a limit for each wait that is not reached."""

import os
import subprocess


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    procs, prev = ([], source)
    for c in commands:
        r, w = os.pipe()
        try:
            procs.append(subprocess.Popen(c, stdin=prev, stdout=w))
        except FileNotFoundError:
            procs.append(None)
        os.close(w)
        os.close(prev)
        prev = r
    with os.fdopen(prev, "rb") as f:
        data = f.read()
    return (data, [p.wait(timeout=20) if p else 127 for p in procs])
