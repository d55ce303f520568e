"""Two lines come at once, the first is read, and the writer has gone.

cause = "edge-missed"
blame = ["reader"]
"""

import os
import select

reader, writer = os.pipe()
if os.fork() == 0:
    os.close(reader)
    os.write(writer, b"first\nsecond\n")
    os.close(writer)
    os._exit(0)
os.close(writer)
poller = select.epoll()
poller.register(reader, select.EPOLLIN | select.EPOLLET)
lines = 0
while lines < 2:
    poller.poll()  # waits
    text = os.read(reader, 6)
    lines += text.count(b"\n")
