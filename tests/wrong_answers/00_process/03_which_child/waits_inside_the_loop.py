"""Waits for each child as soon as it was made: there is one at a time.

caught_by = "test_the_codes_come_in_the_order_of_the_pipes"
cause = "nobody-reads"
words = ["the parent holds the read end", "waits for the child to exit"]
"""

import os


def run_all(readers):
    codes = []
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            for later in readers[number + 1 :]:
                os.close(later)
            os._exit(os.read(reader, 1)[0])
        os.close(reader)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return codes
