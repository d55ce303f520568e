"""Who had the semaphore was killed.

cause = "lock-never-released"
words = ["`turn`, whose count is 0", "The child has ended, killed by SIGKILL: what it had taken stays taken."]
"""

import multiprocessing
import os
import signal


def die(turn):
    turn.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


def work(turn):
    with turn:  # waits
        print("mine")


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    turn = context.Semaphore(1)
    for each in (die, work):
        process = context.Process(target=each, args=(turn,))
        process.start()
        process.join()
