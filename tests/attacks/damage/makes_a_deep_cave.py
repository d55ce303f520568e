"""Makes folders in folders, deeper than any path, each closed to all, in the folder for notes and in its own.

status = ["graded", "timeout"]
"""

import os
import sys


def write_then_read(message):
    for place in (sys.argv[3], os.getcwd()):
        os.chdir(place)
        for _ in range(1500):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        with open("file", "w") as file:
            file.write("found?")
        os.chmod(".", 0)
    return "?"
