"""Gives the kernel addresses that are none, where the harness looks as well: setitimer(2), poll(2).

status = "timeout"  # a clock that cannot be read may ring at any time
"""

import ctypes

SETITIMER, POLL, NOWHERE = 38, 7, ctypes.c_long(-1)


def write_then_read(message):
    libc = ctypes.CDLL(None)
    libc.syscall(ctypes.c_long(SETITIMER), ctypes.c_long(0), NOWHERE, ctypes.c_void_p(None))
    libc.syscall(ctypes.c_long(POLL), NOWHERE, ctypes.c_long(0), ctypes.c_long(-1))
    return "?"
