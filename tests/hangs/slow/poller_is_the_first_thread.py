"""The first thread counts and ends, and with it the program, though a daemon waits for good."""

import threading
import time


def worker(lock):
    lock.acquire()


def run():
    lock = threading.Lock()
    lock.acquire()
    threading.Thread(target=worker, args=(lock,), daemon=True).start()


def main():
    run()
    n = 0
    while n < 30:
        time.sleep(0.2)
        n += 1


main()
