"""subprocess runs it, and its exceptions tell what went wrong."""

import subprocess


def run(argv):
    try:
        code = subprocess.run(argv).returncode
    except FileNotFoundError:
        return 127
    except OSError:
        return 126
    return code if code >= 0 else 128 - code


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
