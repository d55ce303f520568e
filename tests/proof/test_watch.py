"""The watch keeps its limit, and proves nothing that it cannot read."""

import os
import signal
import sys

import pytest

from kata.facts import Outside
from kata.kernel import proc, tree
from kata.proof import watch
from kata.proof.watch import Watch
from tests.tools.children import for_ever, in_a_child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def watched(limit, monkeypatch, **changes):
    """The outcome of watching a child that sleeps for ever. changes: to the module `watch`."""

    def look():
        for name, value in changes.items():
            monkeypatch.setattr(watch, name, value)
        listener, _ = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        root = os.fork()
        if root == 0:
            while True:
                signal.pause()
        outcome = watch.watch(Watch(root, listener, limit, patience=0.1))
        tree.end_all()
        return [outcome.end, outcome.seconds, outcome.doubt]

    return in_a_child(look)


def test_proofs_that_are_late_keep_nobody_from_the_limit(monkeypatch):
    end, seconds, doubt = watched(0.5, monkeypatch, veto=for_ever)
    assert (end, seconds >= 0.5, doubt) == ("timeout", True, "there is too much to look at")
    assert watched(60, monkeypatch)[::2] == ["deadlock", ""]


def test_the_reason_against_a_proof_is_told(monkeypatch):
    end, _, doubt = watched(0.5, monkeypatch, veto=lambda *_: "a clock is armed")
    assert (end, doubt) == ("timeout", "a clock is armed")


@pytest.mark.parametrize("error", [OSError, OverflowError, ValueError, KeyError, RecursionError])
def test_what_cannot_be_read_is_not_proved(error, monkeypatch):
    def snapshot(*arguments):
        raise error

    monkeypatch.setattr(proc, "snapshot", snapshot)
    told = watch._proved(Watch(0, patience=None), (), [], Outside(), 1.0)
    assert told == "a process could not be looked at"
