"""Where there is no such program, the child runs on in the code of its parent.

caught_by = "test_there_is_no_such_program"
cause = "escaped-child"
words = ["FileNotFoundError", "forked in `run`"]
"""

import os


def run(argv):
    child = os.fork()
    if child == 0:
        os.execvp(argv[0], argv)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
