"""The parent keeps its copies until all children have ended.

caught_by = "test_the_codes_come_in_the_order_of_the_pipes"
cause = "nobody-reads"
words = ["the parent holds the read end"]
"""

import os


def run_all(readers):
    children = []
    for reader in readers:
        child = os.fork()
        if child == 0:
            for other in readers:
                if other != reader:
                    os.close(other)
            os._exit(os.read(reader, 1)[0])
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for reader in readers:
        os.close(reader)
    return codes
