"""Looks for the program first, and calls execv with its path."""

import os
import shutil


def run(argv):
    path = shutil.which(argv[0])
    if path is None and not os.path.exists(argv[0]):
        code = 127
    else:
        code = 126
    pid = os.fork()
    if pid == 0:
        try:
            os.execv(path or argv[0], argv)
        except BaseException:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return 128 + os.WTERMSIG(status)
    return os.WEXITSTATUS(status)


def run_with_a_log(argv: list[str], log: int) -> None:
    with open(log, "w") as lines:
        lines.write("running\n")  # into a buffer, in the memory of this process
        lines.write(f"{run(argv)}\n")
