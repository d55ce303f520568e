"""The numbers of calls, as the kernel's own headers have them, on each machine whose headers are here.

On Debian and Ubuntu: apt install linux-libc-dev linux-libc-dev-arm64-cross linux-libc-dev-armhf-cross
"""

import re
from pathlib import Path

import pytest

from kata.kernel import clocks, deed_calls, syscalls
from kata.sandbox import seccomp

HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "i386": "/usr/include/x86_64-linux-gnu/asm/unistd_32.h",
    "aarch64": "/usr/aarch64-linux-gnu/include/asm-generic/unistd.h",
    "arm": "/usr/arm-linux-gnueabihf/include/asm/unistd-oabi.h",
}
DEFINED = re.compile(r"^#define __NR(?:3264)?_(\w+)\s+(?:\(__NR_SYSCALL_BASE \+ )?(\d+)", re.MULTILINE)
FOREIGN = {"x86_64": "i386", "aarch64": "arm"}
CLOCKS = {"alarm", "socketcall", "setitimer", "io_setup", "timer_settime", "setsockopt", "timer_settime64"}
OPENERS = {"ptrace", "mq_notify", "sendmsg", "sendmmsg", "userfaultfd"}


def defined(machine):
    """The numbers of calls by their names."""
    file = Path(HEADERS[machine])
    if not file.exists():
        pytest.skip(f"no headers of {machine} here")
    return {name: int(number) for name, number in DEFINED.findall(file.read_text())}


def numbers(machine):
    """All (name, number) that kata/ has for a machine, number None where it has no such call."""
    column = deed_calls.MACHINES.index(machine)
    by_name = {name.lower(): value for name, value in vars(deed_calls).items() if is_pair(value)}
    moves = {name: pair for name, (pair, _) in {**deed_calls.READS, **deed_calls.WRITES}.items()}
    for pairs in (by_name, moves, seccomp.FORBIDDEN, seccomp.UNKNOWN):
        yield from ((name, pair[column]) for name, pair in pairs.items())
    yield from ((row.name, getattr(row, machine)) for row in syscalls.TABLE)
    told = {name.lower(): value for name, value in vars(clocks).items() if is_by_machine(value)}
    yield from ((name, by_machine.get(machine)) for name, by_machine in told.items())
    yield "io_uring_setup", clocks.IO_URING_SETUP


def is_pair(value):
    return (
        isinstance(value, tuple) and len(value) == 2 and all(type(one) in (int, type(None)) for one in value)
    )


def is_by_machine(value):
    return isinstance(value, dict) and value.get("x86_64") and all(type(one) is int for one in value.values())


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_each_number_is_that_of_the_headers(machine):
    known = defined(machine)
    mine = list(numbers(machine))
    assert len(mine) > 100
    newer = {name for name, number in mine if name not in known and (number or 0) > max(known.values())}
    wrong = {name: number for name, number in mine if name not in newer and known.get(name) != number}
    assert not wrong, {name: (number, known.get(name)) for name, number in wrong.items()}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_each_foreign_number_is_a_call_that_arms_or_opens(machine):
    names = {number: name for name, number in defined(FOREIGN[machine]).items()}
    assert {names.get(number) for number in clocks.FOREIGN[machine]} <= CLOCKS
    assert {names.get(number) for number in clocks.FOREIGN_OPEN[machine]} <= OPENERS
    assert {names.get(number) for number in clocks.FOREIGN_FCNTL} == {"fcntl", "fcntl64"}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_no_clock_of_a_foreign_machine_is_missing(machine):
    known = defined(FOREIGN[machine])
    assert {known[name] for name in CLOCKS & known.keys()} == set(clocks.FOREIGN[machine])
