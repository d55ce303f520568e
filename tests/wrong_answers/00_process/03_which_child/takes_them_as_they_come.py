"""Takes the codes in the order in which the children end.

caught_by = "test_the_codes_come_in_the_order_of_the_pipes"
words = ["in the order of the pipes, not"]
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
    return [os.waitstatus_to_exitcode(os.wait()[1]) for _ in children]
