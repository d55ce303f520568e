"""The keeper gives its verdict even where the explanation takes too long, and goes when nobody waits for one."""

import os
import socket
import sys

import pytest

from kata.proof.watch import Outcome, Watch
from kata.runner import keeper
from kata.runner.facts import Ending
from tests.tools.children import for_ever

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_an_explanation_that_takes_too_long_is_none(monkeypatch, tmp_path):
    post = keeper.Post(tmp_path, 0, None, None, True, bool)
    monkeypatch.setattr(keeper, "PATIENCE", 0.05)
    monkeypatch.setattr(keeper, "explain", for_ever)
    outcome, ending = Outcome("deadlock", 1.0), Ending("deadlock", 1)
    assert "were not enough" in keeper._explained(ending, outcome, post, (), None).unexplained
    monkeypatch.setattr(keeper, "explain", lambda *arguments, **keywords: None)
    assert keeper._explained(ending, outcome, post, (), None) == ending


def test_a_keeper_does_not_wait_for_a_sandbox_when_pytest_has_gone():
    ours, theirs = socket.socketpair()
    lifeline, writer = os.pipe()
    os.close(writer)
    with ours, theirs:  # the test is alive and sends nothing
        assert keeper._others(ours, Watch(1, lifeline=lifeline)) == []
    os.close(lifeline)
