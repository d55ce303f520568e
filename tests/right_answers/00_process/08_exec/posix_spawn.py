"""posix_spawnp makes the child; waitid waits for it."""

import os


def run(argv):
    try:
        child = os.posix_spawnp(argv[0], argv, os.environ)
    except FileNotFoundError:
        return 127
    except PermissionError:
        return 126
    ended = os.waitid(os.P_PID, child, os.WEXITED)
    return ended.si_status if ended.si_code == os.CLD_EXITED else 128 + ended.si_status


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
