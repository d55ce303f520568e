"""Each signal between who watches and who is watched has one meaning."""

import signal

import pytest

from kata.agent import asking


@pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="there are too few signals")
def test_no_two_meanings_share_a_signal():
    numbers = [asking.ASK, asking.OWN_INTERRUPT, asking.OWN_HANDLER, asking.BELL, asking.DOORBELL]
    assert len({*numbers}) == len(numbers)
    assert max(numbers) <= signal.SIGRTMAX
