"""Two threads that wait for each other to end.

cause = "lock-never-released"
"""

import threading

threads = []
both = threading.Barrier(2)


def wait_for(place):
    both.wait()
    threads[place].join()  # waits


threads.append(threading.Thread(target=wait_for, args=(1,)))
threads.append(threading.Thread(target=wait_for, args=(0,)))
for thread in threads:
    thread.start()
