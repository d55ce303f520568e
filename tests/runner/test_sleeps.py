"""How an answer sleeps, told from the calls in which its threads are."""

import math
import os

import pytest

from kata.kernel.syscalls import TABLE
from kata.runner.sleeps import LASTING, Asked, is_endless, is_lasting

NUMBERS = {row.name: row.aarch64 if os.uname().machine == "aarch64" else row.x86_64 for row in TABLE}
NONE = 0xFFFFFFFF  # milliseconds, an int of -1


def sleep_in(call, *arguments):
    """The pass over one thread that sleeps in this call."""
    words = [*arguments, *[0] * (6 - len(arguments)), 0x7FFF, 0x7FFF]
    return ((os.getpid(), os.getpid(), "S", f"{NUMBERS[call]} {' '.join(map(hex, words))}", "1"),)


def lasts(passes):
    return is_lasting(Asked(passes=passes, since=0.0), 2 * LASTING)


@pytest.mark.parametrize("nap", ["nanosleep", "clock_nanosleep"])
def test_a_nap_is_no_sleep_that_lasts(nap):
    assert not lasts(sleep_in(nap, 0, 0, 0x7000))
    assert not is_endless(sleep_in(nap, 0, 0, 0x7000))


def test_a_poll_of_nothing_is_a_nap():
    assert not lasts(sleep_in("ppoll", 0x7000, 0, 0x7000))
    assert lasts(sleep_in("ppoll", 0x7000, 1, 0x7000))


@pytest.mark.parametrize(
    ("milliseconds", "endless", "strictly"),
    [(NONE, True, True), (3_000, False, False), (30_000, True, False)],
)
def test_a_limit_that_is_longer_than_any_test_counts_as_none_but_not_strictly(
    milliseconds, endless, strictly
):
    passes = sleep_in("epoll_pwait", 4, 0x7000, 1, milliseconds)
    assert is_endless(passes) is endless
    assert is_endless(passes, longest=math.inf) is strictly


def test_a_sleep_that_has_lasted_counts_for_a_patient_process_but_no_nap():
    patient = {os.getpid()}
    assert is_endless(sleep_in("epoll_pwait", 4, 0x7000, 1, 3_000), patient)
    assert not is_endless(sleep_in("clock_nanosleep", 0, 0, 0x7000), patient)
