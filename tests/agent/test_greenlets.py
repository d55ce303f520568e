"""Greenlets that wait are told like tasks. The libraries need not be there: what is asked of them is imitated."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from kata.agent import greenlets, lines, tasks


class Greenlet:
    def __init__(self, parent, frame):
        self.parent, self.gr_frame = parent, frame


class Socket:
    _sock = 7


@pytest.fixture(autouse=True)
def libraries(monkeypatch):
    library = ModuleType("greenlet")
    library.greenlet = Greenlet
    monkeypatch.setitem(sys.modules, "greenlet", library)
    monkeypatch.setattr(Socket, "__module__", "gevent._socket3")
    monkeypatch.setattr(lines, "_is_own", lambda file: file == "own.py")


def frame(function, module="__main__", file="own.py", back=None, **local):
    code = SimpleNamespace(co_name=function, co_filename=file)
    return SimpleNamespace(f_code=code, f_globals={"__name__": module}, f_locals=local, f_back=back)


def test_those_of_a_thread_and_their_names():
    main = Greenlet(None, frame("<module>"))
    hub = Greenlet(main, None)
    begins = frame("main", "eventlet.greenthread", "library.py")
    worker = Greenlet(hub, frame("wait", "library", "library.py", frame("work", back=begins)))
    elsewhere = Greenlet(None, frame("<module>"))
    assert greenlets.waiting(hub) == [worker, main]
    assert greenlets.waiting(SimpleNamespace(greenlet=hub)) == [worker, main], "eventlet has a hub beside it"
    assert [tasks.name_of(each) for each in (worker, main, elsewhere)] == ["work", "main", "main"]
    assert [each.f_code.co_name for each in tasks.stack(worker)] == ["wait", "work", "main"]
    assert tasks.awaited_by(worker, tasks.stack(worker)) == []


def test_a_hub_is_known_by_its_frame():
    assert tasks.loop_of(frame("run", "gevent.hub", self="the hub")) == "the hub"
    assert tasks.loop_of(frame("run", "__main__", self="no hub")) is None


def test_a_socket_and_a_sleep():
    assert tasks.polled_by([frame("work"), frame("recv", "gevent._socketcommon", self=Socket())]) == 7
    assert tasks.polled_by([frame("work", self=object())]) is None
    assert tasks.is_timed([frame("sleep", "gevent.hub")])
    assert not tasks.is_timed([frame("sleep")])
