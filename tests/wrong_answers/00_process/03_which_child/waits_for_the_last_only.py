"""Waits for the last child alone: the others stay as zombies.

caught_by = "test_codes_may_be_alike"
cause = "left-behind"
words = ["zombie"]
"""

import os


def run_all(readers):
    children = []
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            for later in readers[number + 1 :]:
                os.close(later)
            os._exit(os.read(reader, 1)[0])
        os.close(reader)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(children[-1], 0)[1])] if children else []
    return [5] * (len(children) - 1) + codes
