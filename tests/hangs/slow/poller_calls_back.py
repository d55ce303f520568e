"""A thread counts, and then calls all that was registered: the `set` of an event."""

import threading
import time

callbacks = []


def beat():
    for _ in range(30):
        time.sleep(0.2)
    for each in callbacks:
        each()


def main():
    done = threading.Event()
    callbacks.append(done.set)
    threading.Thread(target=beat, daemon=True).start()
    done.wait()


main()
