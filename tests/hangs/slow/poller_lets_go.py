"""A thread counts, and lets go of an object, whose end sets the event for which the first thread waits."""

import threading
import time

done = threading.Event()


class Token:
    def __del__(self):
        done.set()


def beat(tokens):
    for _ in range(30):
        time.sleep(0.2)
    tokens.clear()
    time.sleep(9)


threading.Thread(target=beat, args=([Token()],), daemon=True).start()
done.wait()
