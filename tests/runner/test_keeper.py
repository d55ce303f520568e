"""The keeper gives its verdict even where the explanation takes too long."""

import sys

import pytest

from kata.proof.watch import Outcome
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
