"""The moment at which a wait with a time limit ends by itself, as other threads' calls show it."""

import math
import os
import select
import sys
import threading
import time

import pytest

from kata.facts import Call
from kata.kernel import limits, procfs
from kata.kernel.syscalls import TABLE, decode
from tests.tools.children import in_a_child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

SECONDS = 30.0


def select_for_long():
    select.select([], [], [], SECONDS)


def wait_for_long():
    threading.Event().wait(SECONDS)


def sleep_for_long():
    time.sleep(SECONDS)


def poll_for_long():
    select.poll().poll(SECONDS * 1000)


@pytest.mark.parametrize("wait", [select_for_long, wait_for_long, sleep_for_long, poll_for_long])
def test_a_limit_of_python(wait):
    def look():
        before = time.monotonic()
        child = os.fork()
        if child == 0:
            wait()
            os._exit(0)
        while (call := decode(procfs.read(f"/proc/{child}/syscall").strip())) is None or call.endless:
            time.sleep(0.001)
        after = time.monotonic()
        until, least = limits.ends(child, call, before)
        os.kill(child, 9)
        os.waitpid(child, 0)
        return [before, until, after, least]

    before, until, after, least = in_a_child(look)
    assert before + SECONDS - 0.01 <= until <= after + SECONDS + 0.01
    assert SECONDS - (after - before) - 0.01 <= least <= SECONDS + 0.01


def test_a_limit_that_cannot_be_read_tells_nothing():
    call = Call("ppoll", (0, 0, 8, 0, 0, 0), endless=False)
    assert limits.ends(os.getpid(), call, 5.0) == (-math.inf, 0.0)
    cpu_time = Call("clock_nanosleep", (2, limits.TIMER_ABSTIME, 8, 0, 0, 0), endless=False)
    assert limits.ends(os.getpid(), cpu_time, 5.0) == (-math.inf, 0.0)


def test_milliseconds_are_in_the_call():
    assert limits.ends(os.getpid(), Call("poll", (0, 0, 250, 0, 0, 0)), 5.0) == (5.25, 0.25)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_call_that_can_be_seen_has_an_answer(row):
    """A process that waits to be heard in a call without a limit is seen in that, too."""
    nowhere = limits.ends(os.getpid(), Call(row.name, (0,) * 6, None, False), 5.0)
    assert nowhere in ((-math.inf, 0.0), (5.0, 0.0))
