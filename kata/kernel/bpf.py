"""Filters of system calls: programs that the kernel runs at each call of a process, seccomp(2).

Rules are assembled and installed here: for `unotify`, to hear of calls, and for the walls around an answer, to refuse
them. A process behind walls installs its own filter, so this imports little.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# linux/filter.h: load a word; jump if equal, greater, not below, if a bit is set; return.
LOAD, EQUAL, GREATER, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
ALLOW, TELL, FAIL, KILL = (
    0x7FFF0000,
    0x7FC00000,
    0x00050000,
    0x80000000,
)  # linux/seccomp.h; TELL is USER_NOTIF
NUMBER, MACHINE, ARGUMENTS = (
    0,
    4,
    16,
)  # offsets in struct seccomp_data; an argument has 8 bytes, the lower half first
INSTRUCTION = struct.Struct("=HBBI")  # struct sock_filter

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
SECCOMP = {"x86_64": 317, "aarch64": 277}
X32 = 0x40000000  # a second way to make the same calls on x86_64, numbered from here
SET_MODE_FILTER = 1
NEW_LISTENER, WAIT_KILLABLE = 1 << 3, 1 << 5  # SECCOMP_FILTER_FLAG_*; the second since Linux 5.19
PR_SET_NO_NEW_PRIVS = 38

HERE = os.uname().machine

Test = tuple[int, int, int, bool]
"""An offset, a comparison, a value, and the expected result."""

Rule = tuple[int, int, tuple[Test, ...]]
"""The number of a call, the action for it, and the tests of its arguments, all of which must hold for that."""


def argument(place: int) -> int:
    """The offset of the lower half of an argument of the call."""
    return ARGUMENTS + 8 * place


def equals(place: int, value: int) -> Test:
    """An argument has this value."""
    return argument(place), EQUAL, value, True


def differs(place: int, value: int) -> Test:
    """An argument has another value."""
    return argument(place), EQUAL, value, False


def assemble(
    machine: str, rules: Iterable[Rule], x32: int, foreign: Iterable[Rule] = (), otherwise: int = KILL
) -> bytes:
    """Assemble a filter, an array of struct sock_filter: the first rule that fits a call decides; else it is allowed.

    machine: a key of AUDIT_ARCH. x32: the action for calls by x32 numbers. foreign: the rules for calls of any other
    machine, such as those of 32-bit programs. otherwise: the action for the rest of those.
    """
    elsewhere = [_line(LOAD, NUMBER), *_lines(foreign), _line(RETURN, otherwise)]
    program = [_line(LOAD, MACHINE), _line(EQUAL, AUDIT_ARCH[machine], len(elsewhere), 0), *elsewhere]
    program.append(_line(LOAD, NUMBER))
    if machine == "x86_64":
        program += [_line(AT_LEAST, X32, 0, 1), _line(RETURN, x32)]
    return b"".join([*program, *_lines(rules), _line(RETURN, ALLOW)])


def _lines(rules: Iterable[Rule]) -> Iterator[bytes]:
    """The instructions for some rules; before and after each, the number of the call is loaded."""
    for number, action, tests in rules:
        if not tests:
            yield _line(EQUAL, number, 0, 1)
            yield _line(RETURN, action)
            continue
        yield _line(EQUAL, number, 0, 2 * len(tests) + 2)
        for place, (offset, comparison, value, expected) in enumerate(tests):
            out = 2 * (len(tests) - place) - 1
            yield _line(LOAD, offset)
            yield _line(comparison, value, *((0, out) if expected else (out, 0)))
        yield _line(RETURN, action)
        yield _line(LOAD, NUMBER)


def _line(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return INSTRUCTION.pack(code, if_so, if_not, value)


def install(program: bytes, listen: bool = False) -> int | None:
    """Put this process and all below it behind a filter, for good. Raises OSError.

    listen: whether to return the descriptor on which calls with TELL are told: seccomp_unotify(2). Where the kernel can
    do that, no signal interrupts a call that has been heard. A process without the right to install a filter gives up
    gaining privileges by exec for it (PR_SET_NO_NEW_PRIVS).
    """
    code = ctypes.create_string_buffer(program)
    pointer = struct.pack("HxxxxxxP", len(program) // INSTRUCTION.size, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    flags = NEW_LISTENER | WAIT_KILLABLE if listen else 0
    while (done := int(libc.syscall(SECCOMP[HERE], SET_MODE_FILTER, flags, pointer))) < 0:
        error = ctypes.get_errno()
        if error == errno.EINVAL and flags & WAIT_KILLABLE:
            flags = NEW_LISTENER
        elif error != errno.EACCES or libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            raise OSError(error, os.strerror(error))
    return done if listen else None
