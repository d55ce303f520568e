"""A thread waits again and again for an event, and sets it itself after thirty times."""

import threading


def beat(done):
    n = 0
    while not done.wait(0.2):
        n += 1
        if n == 30:
            done.set()


done = threading.Event()
threading.Thread(target=beat, args=(done,), daemon=True).start()
done.wait()
