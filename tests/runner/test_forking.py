"""A test whose processes meet by a name can be graded only where its answer shares its network and its folder."""

from types import SimpleNamespace

import pytest
from _pytest.fixtures import FixtureFunctionDefinition

from benchmarks.in_common import OF_A_WATCH
from kata.kernel import namespaces
from kata.runner import claims, forking
from kata.sandbox import walls


def item(apart, *fixtures):
    return SimpleNamespace(fixturenames=fixtures, config=SimpleNamespace(getoption=lambda name: apart))


@pytest.fixture
def machine(monkeypatch):
    def be(kind, against_namespaces=None):
        monkeypatch.setattr(walls, "kind", lambda: kind)
        monkeypatch.setattr(walls, "reason_against", lambda: "bubblewrap is not installed")
        monkeypatch.setattr(namespaces, "reason_against", lambda: against_namespaces)

    return be


def test_behind_bubblewrap_all_is_graded(machine):
    machine("bwrap")
    assert forking.ungraded(item(True, "folder")) is None


def test_behind_landlock_an_answer_meets_nobody(machine):
    machine("landlock")
    for fixture in ("folder", "network"):
        assert forking.ungraded(item(True, "answer", fixture)) == (
            "This test cannot be graded here: its answer is to meet others by a name, and bubblewrap is not installed."
        )
    assert forking.ungraded(item(True, "answer")) is None
    assert forking.ungraded(item(False, "answer", "network")) is None


def test_without_namespaces_no_network_is_shared(machine):
    machine("bwrap", "the kernel refuses namespaces (Operation not permitted)")
    assert "the kernel refuses namespaces" in forking.ungraded(item(True, "network"))


def test_each_fixture_that_asks_for_deeds_lets_them_be_heard():
    of_deeds = {name for name, each in vars(claims).items() if isinstance(each, FixtureFunctionDefinition)}
    assert of_deeds - {"signals_kept"} == forking.OF_DEEDS
    assert forking.OF_DEEDS < OF_A_WATCH
