"""Hangs, and tells of itself at length: thousands of tasks, each in a loop of its own.

status = ["graded", "timeout"]
"""

import json
import os
import signal
import sys


def write_then_read(message):
    tasks = [{"tid": n, "name": "t", "awaits": [0], "fd": None, "stack": [], "calls": None, "own": False}
             for n in range(6000)]  # fmt: skip
    told = {"service": None, "threads": {}, "tasks": tasks, "pending": [], "origins": {}, "ends": []}
    signal.signal(signal.SIGRTMIN + 11, signal.SIG_IGN)
    for number in range(1, 8):
        with open(f"{sys.argv[3]}/frames-{number}", "w") as file:
            json.dump(told, file)
    reader, writer = os.pipe()
    os.read(reader, 1)
