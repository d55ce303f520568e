"""A thread looks for work again and again, and after thirty times sets the event that the main thread waits for."""

import threading
import time


def look(found):
    for _ in range(30):
        time.sleep(0.2)
    found.set()


def main():
    found = threading.Event()
    threading.Thread(target=look, args=(found,), name="looks").start()
    found.wait()


main()
