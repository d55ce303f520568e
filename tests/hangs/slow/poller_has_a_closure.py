"""A thread calls a function that keeps an event in its surroundings, and sets it at last."""

import threading
import time


def make():
    done = threading.Event()

    def tick(n):
        if n == 29:
            done.set()

    return done, tick


done_, tick_ = make()


def beat(tick):
    for n in range(30):
        time.sleep(0.2)
        tick(n)


def main():
    threading.Thread(target=beat, args=(tick_,), daemon=True).start()
    done_.wait()


main()
