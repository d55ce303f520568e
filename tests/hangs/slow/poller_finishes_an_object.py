"""A thread counts, and drops an object whose end sets the event for which the first thread waits."""

import threading
import time
import weakref


class Token:
    pass


def beat(tokens):
    for _ in range(30):
        time.sleep(0.2)
    tokens.pop()
    time.sleep(9)


def main():
    token, done = Token(), threading.Event()
    weakref.finalize(token, done.set)
    tokens = [token]
    del token
    threading.Thread(target=beat, args=(tokens,), daemon=True).start()
    done.wait()


main()
