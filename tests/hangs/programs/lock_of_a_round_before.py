"""A loop takes a lock and goes on to its next round without a release.

cause = "lock-never-released"
blame = ["lock"]
"""

import threading

lock = threading.Lock()
seen = []


def visit(items):
    for item in items:
        lock.acquire()  # waits
        if item in seen:
            continue
        seen.append(item)
        lock.release()


visit(["a", "b", "a", "c"])
