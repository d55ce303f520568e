"""The neighbour of a live program: a process outside its tree that wakes it, as a stranger may.

    python -m tests.tools.neighbour PROGRAM PID

A program that has one defines a generator `neighbour`. Up to its `yield` it runs beside the program; the two meet at
the FIFOs `to_program` and `to_neighbour` in the folder where both run. At the `yield` it waits until everything below
the process PID, which is `kata why`, has slept for longer than a proof takes, and is given the pids of all those.
"""

from __future__ import annotations

import os
import runpy
import sys
import time

from kata.kernel import proc, tree

FIFOS = ("to_program", "to_neighbour")
LONG = 1.8  # seconds of sleep; a proof takes the dwell, and some more where the cores are loaded


def main() -> None:
    program, why = sys.argv[1], int(sys.argv[2])
    acts = runpy.run_path(program, run_name="neighbour")["neighbour"]()
    next(acts)
    wait_until_asleep(why)
    try:
        acts.send(tree.descendants(why))
    except StopIteration:
        return
    raise RuntimeError("a neighbour yields once")


def wait_until_asleep(why: int) -> None:
    """Until nothing in the tree has moved for LONG; whoever was called a hang by then is gone, and all is over."""
    last, since = None, time.monotonic()
    while time.monotonic() - since < LONG and os.path.exists(f"/proc/{why}"):
        pids = tree.descendants(why)
        seen = proc.asleep(pids) if pids else None
        if seen is None or seen != last:
            last, since = seen, time.monotonic()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
