"""Limits of the processes of a test: setrlimit(2). The processes that they fork inherit them."""

from __future__ import annotations

import os
import resource
import sys

LARGEST_FILE = 16 << 20  # bytes of any one file, captured output included: setrlimit(2)
MEMORY = 4 << 30  # bytes of data of a process
MEMORY_APART = 1 << 30  # the same for an answer that runs apart
LAST_WORDS = 1 << 20  # bytes beyond LARGEST_FILE, for buffers that are flushed when the test is over
PROCESSES = 300  # of an answer that runs apart, threads included; the keeper ends it before
AMONG_OTHERS = 1200  # the same where others share its user: they need some left during a fork bomb
FILES = (
    520  # descriptors of a process apart: a learner's twice, because they cross, and a few for the channel
)
SPACE = 4 << 30  # bytes of addresses of a process apart: page tables are memory, too


def limit_test() -> None:
    """Limit this process and each below it to what a test may use."""
    _bound(MEMORY)


def limit_answer() -> None:
    """Limit this process and each below it to what an answer may use that runs apart."""
    _bound(MEMORY_APART)
    for limit, most in (
        (resource.RLIMIT_DATA, MEMORY_APART),
        (resource.RLIMIT_AS, SPACE),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        most = _below(most, resource.getrlimit(limit)[1])
        resource.setrlimit(limit, (most, most))


def limit_processes(is_alone: bool) -> None:
    """Limit the processes of this user, after it became that. is_alone: whether it has no other answer."""
    most = PROCESSES if is_alone else AMONG_OTHERS + _threads_of_this_user()
    most = _below(most, resource.getrlimit(resource.RLIMIT_NPROC)[1])
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def _bound(most: int) -> None:
    """Limit the files and the memory of this process and each below it. most: bytes of data."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE + LAST_WORDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ceiling = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (_below(most, ceiling), ceiling))


def _below(most: int, ceiling: int) -> int:
    return most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)


def _threads_of_this_user() -> int:
    """The number of threads of this user, which RLIMIT_NPROC limits: setrlimit(2)."""
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{pid}").st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{pid}/task"))
        except OSError:  # it has gone
            continue
    return count


def make_room_for_last_words() -> None:
    """Raise the limit for files when the test is over, so that buffered output can still be written and shown."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
