"""Returns -n for a signal, as Python has it, and not 128 + n.

caught_by = "test_a_signal_is_told_as_128_and_its_number"
words = ["-9", "expected 137"]
"""

import os


def run(argv):
    child = os.fork()
    if child == 0:
        try:
            os.execvp(argv[0], argv)
        except FileNotFoundError:
            os._exit(127)
        except OSError:
            os._exit(126)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
