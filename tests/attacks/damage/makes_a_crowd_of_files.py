"""Makes empty files and attributes of files without end: they have no size, and take memory.

status = ["graded", "timeout"]
"""

import os


def write_then_read(message):
    number = 0
    while True:
        number += 1
        open(f"file{number}", "w").close()
        try:
            os.setxattr("file1", f"user.{number}", bytes(60000))
        except OSError:
            continue
