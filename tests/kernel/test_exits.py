"""Wait for processes on their way out, and tell them from those that stay."""

import sys

import pytest

from kata.kernel import detours, exits
from tests.tools.children import asleep

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_who_sleeps_stays():
    with asleep(lambda: None) as child:
        assert exits.wait_for_exits(lambda: [child]) == [child]


def test_who_sleeps_on_the_way_out_is_waited_for(monkeypatch):
    looks = iter(range(200))
    monkeypatch.setattr(detours, "is_leaving", lambda pid, tid: next(looks, None) is not None)
    with asleep(lambda: None) as child:
        assert exits.wait_for_exits(lambda: [child]) == [child]
    assert next(looks, None) is None, "it was said to stay while it was on its way out"
