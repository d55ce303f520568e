"""The children keep copies of each other's pipes: no writer learns that its reader has ended.

caught_by = "test_the_codes_come_in_the_order_of_the_pipes"
cause = "nobody-reads"
words = ["The peer waits for room in pipe", "waits for data"]
"""

import os


def run_all(readers):
    children = []
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            pass
            os._exit(os.read(reader, 1)[0])
        os.close(reader)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
