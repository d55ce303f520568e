"""A thread tells every tenth of a second that all is well, and the main thread waits for a child that waits for it.

verdict = "stuck"
cause = "own-write-end"
blame = ["writer"]
"""

import os
import threading
import time


def heartbeat():
    beats = 0
    while True:
        time.sleep(0.1)
        beats += 1


def main():
    threading.Thread(target=heartbeat, daemon=True, name="heartbeat").start()
    reader, writer = os.pipe()
    os.write(writer, b"one\n")
    with open(reader) as lines:
        for line in lines:  # waits
            print(line, end="")


main()
