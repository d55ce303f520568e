"""The code from which a thread has made its call, by the first return address on its stack that is not the C library's.

The address of the stack is the last but one word of `syscall` in proc_pid_syscall(5).
"""

from __future__ import annotations

import os
import re
import struct

from kata.kernel import procfs
from kata.kernel.descriptors import memory

C_LIBRARY = re.compile(r"(libc|libpthread|ld-|\[vdso\])")
RESUMES = re.compile(r"(lib)?python[\d.]*|select\.")
"""Files whose calls are taken up again after a signal: those of Python itself, PEP 475."""
LOOPS = ("/uvloop/", "/gevent/")
"""Folders of event loops in C that do so as well."""
SCANNED = 128  # words: the frames of the C library are small


def resumes(pid: int, tid: int, line: str) -> bool:
    """Whether a thread of a Python takes up its call again, if a stop or a signal has ended that.

    line: of `syscall`. A call that a foreign function interface makes is not taken up, nor one that is not understood.
    """
    file = _caller(pid, tid, line)
    return bool(RESUMES.match(os.path.basename(file))) or any(folder in file for folder in LOOPS)


def _caller(pid: int, tid: int, line: str) -> str:
    """The file that the code of the caller is from, empty if that cannot be seen."""
    try:
        stack = int(line.split()[-2], 16)
        mapped = list(procfs.maps(pid))
        code = [(m.low, m.high, m.path) for m in mapped if m.runs and not _is_c_library(m.path)]
        top = next(m.high for m in mapped if m.low <= stack < m.high)
        size = min(SCANNED, (top - stack) // 8)
        words = struct.unpack(f"={size}Q", memory(tid, stack, size * 8))
    except (OSError, ValueError, IndexError, StopIteration):
        return ""
    return next((path for word in words for low, high, path in code if low <= word < high), "")


def _is_c_library(path: str) -> bool:
    return bool(C_LIBRARY.match(os.path.basename(path)))
