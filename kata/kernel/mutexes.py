"""The owner of the mutex that a thread waits for, in whatever language it was made: its tid is in the memory.

The struct of the C library, the same on x86-64 and aarch64: `__lock`, `__count`, `__owner`, each an int
(sysdeps/nptl/bits/struct_mutex.h of glibc). The lock that a futex waits for is 2 where others wait; one that is robust,
or lends its priority, is the tid itself, with two bits of state: futex(2).
"""

from __future__ import annotations

import struct

from kata.facts import Call
from kata.kernel.descriptors import memory

CONTENDED = 2
TID = 0x3FFFFFFF  # FUTEX_TID_MASK


def owner(tid: int, call: Call) -> int:
    """The tid that owns the mutex for which a thread waits; 0 if it waits for something else, or that is not known."""
    try:
        word, _, named = struct.unpack("IiI", memory(tid, call.arguments[0], 12))
    except OSError:
        return 0
    return told_by(word, named)


def told_by(word: int, named: int) -> int:
    """The owner by the word that a futex waits for, and what stands at the place of the owner; 0 if these disagree."""
    return named if named and (word == CONTENDED or word & TID == named) else 0
