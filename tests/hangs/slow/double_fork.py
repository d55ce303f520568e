"""A daemon of the program answers, long after its parent has exited."""

import os
import time

reader, writer = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(0.5)
        os.write(writer, b"late")
    os._exit(0)
os.close(writer)
os.wait()
assert os.read(reader, 10) == b"late"
