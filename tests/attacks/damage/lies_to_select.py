"""Waits for a million descriptors, of which there are three: select(2)."""

import ctypes

SELECT, MANY = 23, 1 << 24


def write_then_read(message):
    libc = ctypes.CDLL(None)
    every = ctypes.create_string_buffer(b"\xff" * (MANY // 8))
    none = ctypes.c_void_p(None)
    libc.syscall(ctypes.c_long(SELECT), ctypes.c_long(MANY), none, none, ctypes.byref(every), none)
    return "?"
