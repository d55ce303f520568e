"""A thread counts, and calls a function that calls one that sets the event for which the first thread waits."""

import threading
import time

done = threading.Event()


def c():
    done.set()


def b():
    c()


def a():
    b()


def beat():
    n = 0
    while True:
        time.sleep(0.2)
        n += 1
        if n == 30:
            a()


threading.Thread(target=beat, daemon=True).start()
done.wait()
