"""Joins the arguments for a shell, which cuts and replaces them anew.

caught_by = "test_a_program_runs_and_its_code_comes_back"
words = ["expected 3"]
"""

import subprocess


def run(argv):
    code = subprocess.run(" ".join(argv), shell=True).returncode
    return code if code >= 0 else 128 - code


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
