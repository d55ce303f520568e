"""The first thread looks twice a second whether a test has ended, which waits for a second item.

verdict = "stuck"
cause = "lock-never-released"
blame = []
"""

import threading
import traceback


class Result:
    def __init__(self):
        self.errors = []
        self.run = 0


def test_a():
    q = __import__("queue").Queue()
    q.put(1)
    q.get()
    q.get()  # waits


def run_one(test, result):
    try:
        test()
    except Exception:
        result.errors.append(traceback.format_exc())
    result.run += 1


def controller(tests):
    result = Result()
    for test in tests:
        t = threading.Thread(target=run_one, args=(test, result), name=test.__name__)
        t.start()
        while t.is_alive():
            t.join(0.5)
            print("still", t.name, flush=True)


controller([test_a])
