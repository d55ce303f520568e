"""The child leaves with sys.exit, and writes what is in the buffer that it has copied.

caught_by = "test_text_in_a_buffer_is_written_once"
words = ["'running' once", "left `run_with_a_log` by SystemExit"]
"""

import os
import sys


def run(argv):
    child = os.fork()
    if child == 0:
        try:
            os.execvp(argv[0], argv)
        except FileNotFoundError:
            sys.exit(127)
        except OSError:
            sys.exit(126)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
