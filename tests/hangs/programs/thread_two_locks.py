"""Two locks, taken in opposite orders.

cause = "lock-never-released"
blame = ["money"]
"""

import threading

money, goods = threading.Lock(), threading.Lock()
both = threading.Barrier(2)


def buy():
    with money:
        both.wait()
        with goods:
            pass


def sell():
    with goods:
        both.wait()
        with money:  # waits
            pass


threads = [threading.Thread(target=each) for each in (buy, sell)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
