"""A limit waits for its turn on a busy machine, and a tree that only computes ends all the same."""

import os
import sys

import pytest

from kata.proof import allowance

WATCHER, OTHERS = os.getpid(), 2**22 + 1


@pytest.mark.parametrize(
    ("seconds", "of_the_watcher", "of_others", "over"),
    [
        (4.9, 0.0, 0.0, False),
        (5.1, 0.0, 0.0, True),
        (5.1, 0.1, 0.1, False),
        (7.9, 1.5, 1.5, False),
        (8.1, 1.5, 1.5, True),
        (15.1, 0.0, 14.0, True),  # what others wait is given back up to a bound
        (15.1, 14.6, 0.3, False),  # and what the watcher itself waits, whole
        (150.0, 146.0, 1.0, False),
        (150.0, 141.0, 3.0, True),
    ],
)
def test_the_time_without_a_core_is_given_back(seconds, of_the_watcher, of_others, over, monkeypatch):
    waits = {WATCHER: of_the_watcher, OTHERS: of_others}
    monkeypatch.setattr(allowance, "waited", lambda pids: max(waits[pid] for pid in pids))
    monkeypatch.setattr(allowance.usage, "worked", lambda pids: 4.9)
    assert allowance.is_used_up(5.0, seconds, 0.0, [OTHERS]) is over


def test_who_has_worked_for_the_limit_waits_for_nobody_but_its_own(monkeypatch):
    monkeypatch.setattr(allowance, "waited", lambda pids: 2.0)
    monkeypatch.setattr(allowance.usage, "worked", lambda pids: 2.5 * len(pids))
    assert not allowance.is_used_up(5.0, 5.1, 2.0, [1])
    assert allowance.is_used_up(5.0, 5.1, 2.0, [1, 2])
    assert not allowance.is_used_up(5.0, 4.9, 2.0, [1, 2])


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_the_kernel_counts_how_long_a_thread_waits_for_a_core():
    assert 0 <= allowance.waited([os.getpid()]) < 1e6
    assert allowance.waited([]) == allowance.waited([2**22 + 1]) == 0
