"""Reads whichever byte comes, and forks a child that exits with it.

caught_by = "test_each_pipe_has_a_child_of_its_own"
words = ["no child has read the pipes"]
"""

import os
import select


def run_all(readers):
    codes, waiting = {}, set(readers)
    while waiting:
        for reader in select.select(waiting, [], [])[0]:
            waiting.remove(reader)
            code = os.read(reader, 1)[0]
            os.close(reader)
            child = os.fork()
            if child == 0:
                os.closerange(3, 200)
                os._exit(code)
            codes[reader] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return [codes[reader] for reader in readers]
