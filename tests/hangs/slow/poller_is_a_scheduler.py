"""A scheduler calls a function again and again, which sets at last the event of the first thread."""

import sched
import threading
import time

done = threading.Event()


def run():
    s = sched.scheduler(time.time, time.sleep)

    def tick(n):
        if n == 30:
            done.set()
        else:
            s.enter(0.2, 1, tick, (n + 1,))

    s.enter(0.2, 1, tick, (0,))
    s.run()


threading.Thread(target=run, daemon=True).start()
done.wait()
