"""An inheritable write end goes to a program that never heard of it.

cause = "other-write-end"
"""

import os
import subprocess

reader, writer = os.pipe()
os.set_inheritable(writer, True)
keeper_in, keeper_out = os.pipe()
keeper = subprocess.Popen(["cat"], stdin=keeper_in, stdout=subprocess.DEVNULL, close_fds=False)
os.write(writer, b"data")
os.close(writer)
with open(reader, "rb") as everything:
    print(everything.read())  # waits
