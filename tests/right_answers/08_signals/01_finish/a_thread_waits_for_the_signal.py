"""A thread waits for the signal, and the other one works."""

import signal
import threading


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    asked = threading.Event()

    def wait():
        signal.sigwait({signal.SIGTERM})
        asked.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    count = 0
    with open(writer, "w") as out:
        while not asked.is_set():
            count += 1
            out.write(line(count))
            out.flush()
        waiting.join()
        out.write("bye\n")
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return count
