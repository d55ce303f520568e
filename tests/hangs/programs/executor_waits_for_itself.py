"""A task of a pool of one waits for another task of the same pool.

cause = "lock-never-released"
"""

from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(1) as pool:

    def outer():
        inner = pool.submit(print, "never")
        return inner.result()  # waits

    pool.submit(outer).result()
