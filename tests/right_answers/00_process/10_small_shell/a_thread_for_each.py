"""A thread runs each program; the foreground joins its own at once."""

import subprocess
import threading


def shell(lines):
    statuses, threads = [], []

    def run(words, place):
        try:
            code = subprocess.run(words, close_fds=False).returncode
        except FileNotFoundError:
            code = 127
        statuses[place] = code if code >= 0 else 128 - code

    for line in [*lines, "wait"]:
        words = line.split()
        if words == ["wait"]:
            for thread in threads:
                thread.join()
            threads.clear()
        elif words:
            behind = words[-1] == "&"
            thread = threading.Thread(target=run, args=(words[:-1] if behind else words, len(statuses)))
            statuses.append(None)
            thread.start()
            if behind:
                threads.append(thread)
            else:
                thread.join()
    return statuses
