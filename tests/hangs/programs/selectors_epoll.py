"""A selector with one socket whose peer never speaks.

cause = "own-write-end"
blame = ["theirs"]
"""

import selectors
import socket

ours, theirs = socket.socketpair()
with selectors.DefaultSelector() as selector:
    selector.register(ours, selectors.EVENT_READ)
    for key, _ in selector.select():  # waits
        print(key.fileobj.recv(100))
