"""Returns the raw wait status.

caught_by = "test_the_exit_code_is_that_of_the_program"
words = ["assert"]
"""

import os
import signal


def head(argv, count):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.dup2(writer, 1)
        os.execvp(argv[0], argv)
    os.close(writer)
    lines = []
    with open(reader, "rb") as output:
        for line in output:
            lines.append(line)
            if len(lines) == count:
                break
    _, status = os.waitpid(child, 0)
    return lines, -status if status < 128 else status
