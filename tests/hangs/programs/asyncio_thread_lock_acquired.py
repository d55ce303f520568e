"""As before, with acquire, an attribute and tasks that have not begun.

cause = "lock-never-released"
blame = ["self.lock"]
"""

import asyncio
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0
        self.event = asyncio.Event()

    async def deposit(self, n):
        self.lock.acquire()  # waits
        await self.event.wait()
        self.balance += n
        self.lock.release()


async def main():
    account = Account()
    tasks = [asyncio.create_task(account.deposit(n)) for n in range(3)]
    await asyncio.wait(tasks)


asyncio.run(main())
