"""Processes that somebody has frozen: they sleep in the midst of anything, and go on when they are thawed.

The freezer of version 2 shows no letter of its own in the state of a process, and none in its call: cgroups(7).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from kata.kernel import procfs

SECOND = "0::"  # the line of version 2 in /proc/PID/cgroup


def frozen(pids: Iterable[int], mounts: Iterable[str] | None = None) -> bool:
    """Whether one of these processes is in a group that is frozen. mounts: where the groups of version 2 are."""
    groups = set()
    for pid in pids:
        lines = procfs.read(f"/proc/{pid}/cgroup").split("\n")
        groups |= {line.removeprefix(SECOND) for line in lines if line.startswith(SECOND)}
    mounts = list(_mounts() if mounts is None else mounts)
    return any(_is_frozen(f"{mount}/{group.lstrip('/')}") for mount in mounts for group in groups)


def _mounts() -> Iterator[str]:
    for line in procfs.read("/proc/self/mountinfo").splitlines():
        before, _, after = line.partition(" - ")
        if after.startswith("cgroup2 "):
            yield before.split()[4]


def _is_frozen(group: str) -> bool:
    """A group that is being frozen, or about to be, by itself or with one above it: admin-guide/cgroup-v2."""
    try:
        if "frozen 1" in procfs.read(f"{group}/cgroup.events").splitlines():
            return True
    except OSError:
        return False  # the root has no such file
    while group != os.path.dirname(group):
        try:
            if procfs.read(f"{group}/cgroup.freeze").strip() == "1":
                return True
        except OSError:
            return False
        group = os.path.dirname(group)
    return False
