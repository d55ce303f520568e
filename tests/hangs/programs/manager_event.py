"""An event of a manager that nobody sets.

cause = "lock-never-released"
blame = ["done"]
verdict = "stuck"
"""

import multiprocessing

if __name__ == "__main__":
    manager = multiprocessing.get_context("spawn").Manager()
    done = manager.Event()
    done.wait()  # waits
