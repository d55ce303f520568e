"""A shell runs it and returns its own status, with the arguments as they are."""

import subprocess


def run(argv):
    status = subprocess.call(["sh", "-c", '"$@"; exit $?', "sh", *argv])
    return status


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
