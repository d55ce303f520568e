"""The child flushes, but a line without its newline is no line.

cause = "no-more-data"
blame = ["writer"]
"""

import os
import signal

reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(reader)
    os.write(writer, b"no newline here")
    signal.pause()
    os._exit(0)
os.close(writer)
with open(reader) as lines:
    line = lines.readline()  # waits
    print(line)
os.kill(pid, signal.SIGTERM)
