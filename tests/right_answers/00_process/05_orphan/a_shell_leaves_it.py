"""A shell starts a program in the background, and exits."""

import os
import subprocess


def is_childless() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


SCRIPT = "exec 3<&0; { printf ready; exec cat >/dev/null; } <&3 3<&- &"


def detach(reader, writer):
    with open(reader, "rb") as source, open(writer, "wb") as out:
        subprocess.run(["sh", "-c", SCRIPT], stdin=source, stdout=out, check=True)
