"""Makes segments of System V and POSIX shared memory, which outlive a process: shmget(2).

status = ["graded", "timeout"]
"""

import ctypes


def write_then_read(message):
    libc = ctypes.CDLL(None, use_errno=True)
    for key in range(0x6B617461, 0x6B617461 + 200):
        libc.shmget(key, 1 << 20, 0o1666)
        libc.semget(key, 1, 0o1666)
        libc.msgget(key, 0o1666)
    return "?"
