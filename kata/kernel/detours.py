"""Sleep that has nothing to do with the call that is shown: on the way out of a process, in a file system, or frozen.

Who has been killed shows the last call that it made until it is gone, and that may take a while: another program writes
down its core dump, core(5). A file system of somebody's own, fuse(4), is asked for a file, but also for the memory that
any call reads or writes, where that is mapped. Both can end by themselves. Who is frozen waits where signals are
handled, cgroups(7); that is seen here wherever the groups of the freezer are mounted.
"""

from __future__ import annotations

from kata.kernel import procfs

LEAVING = 0x4 | 0x8 | 0x200  # PF_EXITING, PF_POSTCOREDUMP, PF_DUMPCORE: include/linux/sched.h
SERVED = ("request_wait_answer", "fuse", "coda", "orangefs")
"""Words in the names of the functions of the kernel that wait for the program of a file system, and may be
interrupted; all others wait in a state of their own, which is no sleep."""
FROZEN = ("get_signal", "do_freezer_trap")
"""Functions of the kernel in which nobody sleeps but who is frozen: who is stopped there has a state of his own."""


def is_on_one(pid: int, tid: int) -> bool:
    """Whether a thread sleeps for another reason than its call."""
    function = procfs.read(f"/proc/{pid}/task/{tid}/wchan")
    return is_leaving(pid, tid) or is_served(function) or function in FROZEN


def is_leaving(pid: int, tid: int) -> bool:
    """Whether a thread is on its way out, or has gone it: a zombie stays so until it is waited for."""
    return bool(int(procfs.stat(pid, tid)[1][6]) & LEAVING)


def is_at_a_file_system(tid: int) -> bool:
    """Whether a thread waits for a disk, a server or a program that keeps a file system: proc_pid_stat(5), state D,
    but for programs, whose answer may be waited for in a sleep like any other."""
    return procfs.stat(tid)[1][0] == "D" or is_served(procfs.read(f"/proc/{tid}/wchan"))


def is_served(function: str) -> bool:
    """Whether a function of the kernel, by its name, waits for the program of a file system."""
    return any(word in function for word in SERVED)
