"""A descriptor that is told of once is not armed again.

cause = "edge-missed"
blame = ["reader"]
"""

import os
import select

reader, writer = os.pipe()
events = select.epoll()
events.register(reader, select.EPOLLIN | select.EPOLLONESHOT)
for word in (b"one", b"two"):
    if os.fork() == 0:
        os.write(writer, word)
        os._exit(0)
    os.wait()
    events.poll()  # waits
    print(os.read(reader, 3))
