"""One call returns twice: fork makes two processes out of one.

`os.fork` copies the process that calls it, and returns in both: 0 in the child, and in the parent the number of the
child. From there on two processes run the same lines, and only that value tells them apart. A child that does not
end itself runs on into the code that called it, and does everything a second time.

Run the tests before you change anything: the child comes back as well, and you are told so.

Read on: fork(2), _exit(2), waitpid(2)
"""

import os


def child_exits_with(code: int) -> int:
    """Fork a child that exits with a code, and wait for it.

    code: a number from 0 to 1000. Of any code, the parent learns the lowest 8 bits.
    Returns the exit status of the child, as its parent learns it.
    """
    child = os.fork()
    if child == 0:
        os._exit(code)  # at once: sys.exit raises an exception, which would run the `finally` of the caller
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def exits_and_says_so(code: int, log: int) -> int:
    """Do the same, and write the line "done" into a pipe, once: only the parent comes back.

    log: the write end; it stays open.
    Returns the exit status of the child.
    """
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
