"""The parent reads to the end, and has forgotten its own write end.

cause = "own-write-end"
blame = ["writer"]
"""

import os

reader, writer = os.pipe()
if os.fork() == 0:
    os.close(reader)
    os.write(writer, b"one\ntwo\n")
    os._exit(0)
with open(reader) as lines:
    for line in lines:  # waits
        print(line, end="")
os.wait()
