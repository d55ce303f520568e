"""A lock that is not reentrant, taken by a method that calls another one.

cause = "lock-never-released"
blame = ["self.lock"]
"""

import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0

    def add(self, amount):
        with self.lock:  # waits
            self.balance += amount

    def move(self, other, amount):
        with self.lock:
            self.add(-amount)
            other.add(amount)


Account().move(Account(), 5)
