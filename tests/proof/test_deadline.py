"""A deadline ends work that takes too long, and nothing else."""

import os
import signal
import sys
import time

import pytest

from kata.proof import allowance
from kata.proof.deadline import in_time
from tests.tools.children import for_ever, in_a_child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_what_takes_too_long_is_given_up():
    began = time.monotonic()
    assert in_time(0.05, for_ever) is None
    assert time.monotonic() - began >= 0.05
    assert in_time(0.05, lambda: 5) == 5
    assert in_time(None, lambda: 5) == 5
    with pytest.raises(KeyError):
        in_time(1, lambda: {}[5])


def test_sleep_counts_and_what_is_waited_for_a_core_does_not(monkeypatch):
    assert in_time(0.02, lambda: time.sleep(0.5)) is None
    monkeypatch.setattr(allowance, "clock", lambda: 0.0)  # as if all the time were waited for a core
    assert in_time(0.02, lambda: time.sleep(0.2) or 5) == 5


def test_a_deadline_that_was_swallowed_comes_again():
    class Sticky:
        def __del__(self):
            for_ever()

    def work():
        Sticky()
        for_ever()

    hook, sys.unraisablehook = sys.unraisablehook, lambda unraisable: None
    try:
        assert in_time(0.05, work) is None
    finally:
        sys.unraisablehook = hook


def test_a_deadline_leaves_handler_mask_and_timer_as_they_were():
    def tried():
        def handler(signum, frame):
            pass

        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, 60)
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        late = in_time(0.05, for_ever)
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        rest = signal.getitimer(signal.ITIMER_REAL)[0]
        same = signal.getsignal(signal.SIGALRM) is handler
        return [late, signal.SIGALRM in masked, same, 0 < rest < 59.96]

    assert in_a_child(tried) == [None, True, True, True]


def test_an_alarm_from_elsewhere_is_no_deadline():
    def tried():
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        signal.raise_signal(signal.SIGALRM)  # it waits until it is let in
        found = in_time(5, lambda: [os.kill(os.getpid(), signal.SIGALRM), sum(range(100))])
        return [found, signal.SIGALRM in signal.sigpending()]

    assert in_a_child(tried) == [[None, 4950], False]
