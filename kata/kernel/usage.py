"""The share that processes have in the machine: time on a core, bytes read, memory, pipes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable

from kata.kernel import procfs
from kata.kernel.procfs import GONE

A_PIPE = 65536  # bytes: pipe(7)


def pipes_are_whole() -> bool:
    """Whether a new pipe has the usual room; it has less if its user has very many: pipe(7)."""
    reader, writer = os.pipe()
    room = fcntl.fcntl(writer, fcntl.F_GETPIPE_SZ)
    os.close(reader)
    os.close(writer)
    return room >= A_PIPE


def worked(pids: Iterable[int]) -> float:
    """Seconds that these processes have run on a core; those that have gone do not count: proc_pid_stat(5)."""
    ticks = 0
    for pid in pids:
        try:
            ticks += sum(map(int, procfs.stat(pid)[1][11:13]))
        except GONE:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def bytes_read(pids: Iterable[int]) -> int:
    """Bytes that these processes have read, from files or anything else; 0 where that is not told: proc_pid_io(5)."""
    total = 0
    for pid in pids:
        try:
            total += int(procfs.fields(f"/proc/{pid}/io", "rchar")[0])
        except (OSError, ValueError, IndexError):
            continue
    return total


def memory(pids: Iterable[int]) -> int:
    """Bytes of memory of these processes, a shared page counted by shares: proc_pid_smaps(5)."""
    parts = (("smaps_rollup", "Pss_Anon", "Pss_Shmem"), ("status", "VmPTE"))
    return sum(_kilobytes(f"/proc/{pid}/{file}", *names) for pid in pids for file, *names in parts) * 1024


def at_most(pids: Iterable[int]) -> int:
    """Bytes of memory of these processes at most, read faster: shared pages count for each: proc_pid_status(5)."""
    return sum(_kilobytes(f"/proc/{pid}/status", "RssAnon", "RssShmem", "VmPTE") for pid in pids) * 1024


def _kilobytes(file: str, *names: str) -> int:
    """The sum of the lines with these names; 0 for a process that has gone."""
    try:
        return sum(int(value.split()[0]) for value in procfs.fields(file, *names) if value)
    except OSError:
        return 0
