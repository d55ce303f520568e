"""Two UDP sockets, connected to each other, both in recv.
It is explained, but not proved: others may send in their names.

cause = "circular-wait"
verdict = "timeout"
blame = ["here", "there"]
"""

import os
import socket

here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
there = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
here.bind(("127.0.0.1", 0))
there.bind(("127.0.0.1", 0))
here.connect(there.getsockname())
there.connect(here.getsockname())
if os.fork() == 0:
    here.close()
    there.recv(100)
    os._exit(0)
there.close()
here.recv(100)  # waits
