"""A semaphore of System V that nobody raises. A stranger could.

cause = "lock-never-released"
verdict = "timeout"
"""

import ctypes

IPC_PRIVATE, IPC_RMID = 0, 0


class Operation(ctypes.Structure):
    _fields_ = [("number", ctypes.c_ushort), ("change", ctypes.c_short), ("flags", ctypes.c_short)]


libc = ctypes.CDLL(None)
semaphore = libc.semget(IPC_PRIVATE, 1, 0o600)
try:
    libc.semop(semaphore, ctypes.byref(Operation(0, -1, 0)), 1)  # waits
finally:
    libc.semctl(semaphore, 0, IPC_RMID)
