"""A thread that polls tells all that its frames reach, by the names of their variables."""

import signal
import sys
import threading
import time

import pytest

from kata.agent import lines, reach
from kata.agent.values import waitable

done = threading.Event()


@pytest.fixture(autouse=True)
def own(monkeypatch):
    monkeypatch.setattr(lines, "_is_own", lambda file: file == __file__)


def by_name():
    done.set()


def test_frames_tell_by_the_names_of_their_variables():
    event = threading.Event()
    inner = sys._getframe()
    (level,) = reach.of_frames([inner], time.process_time() + 9)
    assert (level["function"], level["own"]) == (inner.f_code.co_name, True)
    assert level["reached"]["event"]["kind"] == "event"
    assert (*waitable(event)[:2], []) in level["reached"]["event"]["objects"]
    assert "threading" in level["reached"]


def test_handlers_of_signals_are_told_by_their_numbers():
    old = signal.signal(signal.SIGUSR1, lambda signum, frame: by_name())
    try:
        assert "set" in reach.of_handlers(time.process_time() + 9)[str(int(signal.SIGUSR1))]["calls"]
    finally:
        signal.signal(signal.SIGUSR1, old)


def test_what_traces_a_thread_is_called_at_any_time(monkeypatch):
    import threading

    frame = sys._getframe()
    before = len(reach.of_frames([frame], time.process_time() + 9))
    monkeypatch.setattr(threading, "_trace_hook", lambda *_: done.set())
    traced, *left = reach.of_frames([frame], time.process_time() + 9)
    assert len(left) == before
    assert traced["reached"]["tracer"]["calls"] == ["set"]
