"""The descriptors that a process polls are read from its memory, whatever pointers it has given."""

import ctypes
import os
import sys
import time

import pytest

from kata.facts import Call
from kata.kernel import descriptors
from tests.tools.children import asleep

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

NOWHERE = (1 << 64) - 1  # a pointer that no file has an offset for


def set_of(*numbers):
    """An fd_set of 1024 in the memory of this process and those that it forks."""
    bits = sum(1 << number for number in numbers)
    return ctypes.create_string_buffer(bits.to_bytes(128, "little"), 128)


def test_select_looks_at_no_more_than_the_process_has_room_for():
    reads, writes, both = set_of(3, 5, 200), set_of(4, 5), set_of(9)
    arguments = tuple(map(ctypes.addressof, (reads, writes, both)))
    with asleep() as child:
        began = time.thread_time()
        polled = descriptors.polled(child, Call("select", (0x7FFFFFFF, *arguments, 0, 0)))
        assert polled[:4] == ((3, "read"), (4, "write"), (5, "both"), (9, "read"))
        assert time.thread_time() - began < 0.5
        assert descriptors.polled(child, Call("select", (5, *arguments, 0, 0))) == polled[:2]
        assert descriptors.polled(child, Call("select", (5, arguments[0], 0, 0, 0, 0))) == polled[:1]
        assert descriptors.polled(child, Call("select", (0, *arguments, 0, 0))) == ()


def test_who_has_exited_polls_nothing_that_can_be_told():
    reads = set_of(3)
    zombie = os.fork()
    if zombie == 0:
        os._exit(0)
    os.waitid(os.P_PID, zombie, os.WEXITED | os.WNOWAIT)
    with pytest.raises(OSError, match="No such process"):
        descriptors.polled(zombie, Call("select", (5, ctypes.addressof(reads), 0, 0, 0, 0)))
    os.waitpid(zombie, 0)


def test_a_pointer_to_nowhere_is_a_fault():
    for call in (
        Call("poll", (NOWHERE, 1, NOWHERE)),
        Call("poll", (1 << 63, 1, NOWHERE)),
        Call("poll", (4096, 0xFFFFFFFF, NOWHERE)),
        Call("poll", (4096, 0x7FFFFFFF, NOWHERE)),
        Call("select", (5, NOWHERE, 0, 0, 0, 0)),
    ):
        with asleep() as child, pytest.raises(OSError, match="Bad address"):
            descriptors.polled(child, call)
    assert descriptors.polled(os.getpid(), Call("poll", (NOWHERE, 0, NOWHERE))) == ()
