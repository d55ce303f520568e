"""Both wait for the other's first word.

cause = "circular-wait"
blame = ["to_child", "to_parent"]
"""

import os

from_parent, to_child = os.pipe()
from_child, to_parent = os.pipe()
if os.fork() == 0:
    os.close(to_child)
    os.close(from_child)
    name = os.read(from_parent, 100)
    os.write(to_parent, b"hello " + name)
    os._exit(0)
os.close(from_parent)
os.close(to_parent)
greeting = os.read(from_child, 100)  # waits
os.write(to_child, b"parent")
