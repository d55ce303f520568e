"""A thread counts inside a `with`, whose end sets the event for which the first thread waits."""

import contextlib
import threading
import time

done = threading.Event()


@contextlib.contextmanager
def telling():
    try:
        yield
    finally:
        done.set()


def beat():
    with telling():
        for _ in range(30):
            time.sleep(0.2)
    time.sleep(9)


threading.Thread(target=beat, daemon=True).start()
done.wait()
