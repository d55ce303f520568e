"""A thread reads to the end of a pipe whose write end its own process keeps.

cause = "own-write-end"
blame = ["writer"]
"""

import os
import threading

reader, writer = os.pipe()


def collect():
    with open(reader, "rb", closefd=False) as source:
        source.read()  # waits


thread = threading.Thread(target=collect)
thread.start()
os.write(writer, b"data")
thread.join()
os.close(writer)
