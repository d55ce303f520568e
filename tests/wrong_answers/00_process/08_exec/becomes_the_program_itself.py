"""The parent becomes the program: nothing is left that could tell its status.

caught_by = "test_a_program_runs_and_its_code_comes_back"
apart = "crashed"
words = ["exited with status 3", "an exec called outside of a child?"]
"""

import os


def run(argv):
    os.execvp(argv[0], argv)


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
