"""The reader holds the lock that the writer needs to write.

cause = "lock-never-released"
blame = ["lock"]
"""

import os
import threading

reader, writer = os.pipe()
lock = threading.Lock()
held = threading.Event()


def receive():
    with lock:
        held.set()
        os.read(reader, 1)


def send():
    held.wait()
    with lock:  # waits
        os.write(writer, b"x")


threads = [threading.Thread(target=receive), threading.Thread(target=send)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
