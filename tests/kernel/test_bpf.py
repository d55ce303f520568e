"""Filters of system calls, run on calls in a small interpreter of bpf(4), and one of them by the kernel."""

import ctypes
import os
import struct
import sys

import pytest

from kata.kernel import bpf
from kata.kernel.bpf import ALLOW, FAIL, INSTRUCTION, KILL, argument, assemble, differs, equals

MACHINES = sorted(bpf.AUDIT_ARCH)
REFUSED, OTHERWISE, X32 = FAIL | 1, FAIL | 2, FAIL | 3
LONGEST = 1000


def outcome(program: bytes, number: int, *arguments: int, arch: int) -> int:
    """What the filter makes of a call: struct seccomp_data in, an action out."""
    lines = list(INSTRUCTION.iter_unpack(program))
    data = struct.pack("=iIQ6Q", number, arch, 0, *(*arguments, *[0] * (6 - len(arguments))))
    tests = {
        bpf.EQUAL: lambda a, k: a == k,
        bpf.GREATER: lambda a, k: a > k,
        bpf.AT_LEAST: lambda a, k: a >= k,
        bpf.ANY_BIT: lambda a, k: bool(a & k),
    }
    at = accumulator = 0
    for _ in range(LONGEST):
        code, if_so, if_not, value = lines[at]
        at += 1
        if code == bpf.RETURN:
            return value
        if code == bpf.LOAD:
            (accumulator,) = struct.unpack_from("=I", data, value)
        else:
            at += if_so if tests[code](accumulator, value) else if_not
    raise AssertionError("it does not end")


def made(machine: str, *rules: bpf.Rule, **others) -> bytes:
    return assemble(machine, rules, X32, **others)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_without_a_rule_is_made(machine):
    program = made(machine, (7, REFUSED, ()))
    assert outcome(program, 8, arch=bpf.AUDIT_ARCH[machine]) == ALLOW
    assert outcome(program, 7, arch=bpf.AUDIT_ARCH[machine]) == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
def test_the_first_rule_whose_tests_all_hold_decides(machine):
    program = made(
        machine,
        (7, REFUSED, (equals(0, 5), differs(1, 6))),
        (7, FAIL, (equals(2, 1),)),
        (9, KILL, ()),
        (7, ALLOW, ()),
    )

    def call(*arguments):
        return outcome(program, 7, *arguments, arch=bpf.AUDIT_ARCH[machine])

    assert call(5, 7, 1) == REFUSED
    assert call(5, 6, 1) == FAIL, "one of two tests is not enough"
    assert call(4, 7, 1) == FAIL
    assert call(4, 7, 0) == ALLOW
    assert outcome(program, 9, 5, 7, 1, arch=bpf.AUDIT_ARCH[machine]) == KILL


def test_comparisons_look_at_the_lower_half_of_an_argument():
    arch = bpf.AUDIT_ARCH["x86_64"]
    tests = [
        (bpf.GREATER, 10, True),
        (bpf.AT_LEAST, 10, True),
        (bpf.ANY_BIT, 0b110, True),
        (bpf.ANY_BIT, 1, False),
    ]
    programs = [made("x86_64", (7, REFUSED, ((argument(1), *test),))) for test in tests]
    assert [outcome(each, 7, 0, 10, arch=arch) == REFUSED for each in programs] == [False, True, True, True]
    assert [outcome(each, 7, 0, 11, arch=arch) == REFUSED for each in programs] == [True, True, True, False]
    high = (1 << 32) + 10
    assert outcome(programs[1], 7, 0, high, arch=arch) == REFUSED


def test_calls_of_another_machine_have_rules_of_their_own():
    program = made("x86_64", (7, REFUSED, ()), foreign=[(3, FAIL, ())], otherwise=OTHERWISE)
    foreign = bpf.AUDIT_ARCH["aarch64"]
    assert outcome(program, 3, arch=foreign) == FAIL
    assert outcome(program, 7, arch=foreign) == OTHERWISE
    assert outcome(made("x86_64"), 7, arch=foreign) == KILL


def test_the_second_numbers_of_x86_64_do_not_go_round_a_rule():
    program = made("x86_64", (7, REFUSED, ()))
    assert outcome(program, bpf.X32 | 7, arch=bpf.AUDIT_ARCH["x86_64"]) == X32
    assert outcome(made("aarch64"), bpf.X32 | 7, arch=bpf.AUDIT_ARCH["aarch64"]) == ALLOW


@pytest.mark.skipif(sys.platform != "linux" or bpf.HERE not in MACHINES, reason="seccomp(2)")
def test_the_kernel_takes_the_filter_and_does_the_same():
    getppid = {"x86_64": 110, "aarch64": 173}[bpf.HERE]
    child = os.fork()
    if child == 0:
        try:
            libc = ctypes.CDLL(None, use_errno=True)
            bpf.install(assemble(bpf.HERE, [(getppid, FAIL | 77, ())], ALLOW))
            os._exit(0 if (libc.syscall(getppid), ctypes.get_errno()) == (-1, 77) and os.getpid() > 0 else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
