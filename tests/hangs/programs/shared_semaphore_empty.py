"""One acquire more than there are permits.

cause = "lock-never-released"
blame = ["permits"]
"""

import multiprocessing

permits = multiprocessing.Semaphore(2)
for _ in range(3):
    permits.acquire()  # waits
