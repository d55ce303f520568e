"""Makes a child for each client, which does nothing, and lets a thread talk.

caught_by = "test_one_talks_while_the_other_is_silent"
words = ["not by a child of each"]
"""

import contextlib
import os
import threading


def answered(conn, pid, talked):
    with contextlib.suppress(ConnectionError), conn, conn.makefile("rwb") as file:
        file.write(b"process %d\n" % pid)
        file.flush()
        for line in file:
            file.write(line.upper())
            file.flush()
        talked.append(pid)


def serve(listener, count):
    talked, threads = [], []
    for _ in range(count):
        conn, _ = listener.accept()
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        threads.append(threading.Thread(target=answered, args=(conn, child, talked)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return len(talked)
