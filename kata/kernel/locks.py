"""Locks on files: who has taken which, and which of them keeps a process waiting, proc_locks(5)."""

from __future__ import annotations

from collections.abc import Iterable

from kata.kernel import procfs

Line = tuple[int, str]
"""The depth of a line of /proc/locks, 0 for a lock that is held and more for a waiter; and its words."""


def lines(text: str) -> list[Line]:
    """The lines without their numbers; the words are those that /proc/PID/fdinfo has for the same lock."""
    found = []
    for line in text.splitlines():
        words = line.partition(":")[2]
        waiter = "->" in words
        depth = len(words) - len(words.lstrip()) if waiter else 0
        found.append((depth, " ".join(words.replace("->", "").split())))
    return found


def read() -> list[Line]:
    """All locks of this machine, so far as their takers can be seen; none where there is no such file."""
    try:
        return lines(procfs.read("/proc/locks"))
    except OSError:
        return []


def takers(locks: Iterable[Line], inodes: set[int]) -> dict[int, tuple[int, ...]]:
    """The pids that have locked these files, by inode; -1 for the lock of an open file description."""
    found: dict[int, tuple[int, ...]] = {}
    for depth, words in locks:
        inode = inode_of(words)
        if not depth and inode in inodes:
            found[inode] = (*found.get(inode, ()), int(words.split()[3]))
    return found


def blocker(locks: Iterable[Line], pid: int, inode: int) -> str:
    """The words of the lock that keeps this process waiting; empty where it is not known for sure.

    It is not where the process waits behind others that wait, where it waits for several locks of the file at once,
    in threads, or where two locks have the same words. A lock of an open file description is one of pid -1.
    """
    held, found, locks = "", [], list(locks)
    shallowest = min((depth for depth, _ in locks if depth), default=0)
    for depth, words in locks:
        held = held if depth else words
        if depth and inode_of(words) == inode and int(words.split()[3]) in (pid, -1):
            found.append(held if depth == shallowest else "")
    only = found[0] if len(found) == 1 else ""
    return only if [words for _, words in locks].count(only) == 1 else ""


def inode_of(words: str) -> int:
    """The inode in the words of a lock; they have the device before it, as major:minor:inode."""
    return int(words.split()[4].rpartition(":")[2])
