"""Returns what waitpid gives.

caught_by = "test_a_program_runs_and_its_code_comes_back"
words = ["768"]
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
    return os.waitpid(child, 0)[1]


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
