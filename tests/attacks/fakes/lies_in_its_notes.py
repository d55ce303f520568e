"""Puts a link, a flood and false notes where the harness writes its notes."""

import json
import os
import sys

FOLDER = sys.argv[3]
os.system(f"rm -rf {FOLDER}/notes")
with open(f"{FOLDER}/notes", "w") as notes:
    for kind in ("failure", "apart", "left", "fork", "escape", "socket file"):
        for pid in (1, "x", None, [], {}):
            notes.write(
                json.dumps(
                    {"kind": kind, "pid": pid, "failure": None, "where": [], "place": ["/etc/passwd", 1]}
                )
            )
            notes.write("\n")
    notes.write("[" * 100000)
for number in range(1, 50):
    os.mkfifo(f"{FOLDER}/frames-{number}")


def write_then_read(message):
    reader, _ = os.pipe()
    return open(reader).read()
