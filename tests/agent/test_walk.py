"""All that a thread may yet change is found, whatever leads there; and only what its functions speak of."""

import contextlib
import functools
import gc
import json
import logging
import os
import pickle
import threading
import warnings
import weakref

import pytest

from kata.agent import lines, walk
from kata.agent.values import waitable

LATER = 1000.0
found_by_name = threading.Event()


@pytest.fixture(autouse=True)
def own(monkeypatch):
    monkeypatch.setattr(lines, "_is_own", lambda file: file == __file__)


def things(value, names=()):
    told = walk.Walk(__file__, set(names), LATER).all_from(value)
    assert told["complete"]
    return {(kind, key): methods for kind, key, methods in told["objects"]}


def knows(value, thing, names=()):
    return waitable(thing)[:2] in things(value, names)


def by_name():
    found_by_name.set()


def by_another():
    by_name()


class Holder:
    shared = threading.Event()

    def __init__(self, done):
        self.done = done

    def tell(self):
        self.other.set()

    @property
    def told(self):
        return self.other.set()

    def __del__(self):
        found_by_name.is_set()


class Listens(logging.Handler):
    def emit(self, record):
        found_by_name.set()


def test_functions_lead_to_what_they_name():
    assert knows(by_name, found_by_name)
    assert knows(by_another, found_by_name)
    assert knows(lambda: by_another(), found_by_name)
    assert knows([{"each": (by_another,)}], found_by_name)
    assert "set" in walk.Walk("", (), LATER).all_from(by_another)["calls"]
    assert not knows(print, found_by_name)


def test_values_that_are_kept_are_found():
    event = threading.Event()

    def closure():
        return event

    def steps():
        yield event

    steps_begun = steps()
    next(steps_begun)
    kept = [closure, steps_begun, event.set, functools.partial(int, event), weakref.ref(event)]
    kept += [lambda event=event: event, contextlib.closing(event), threading.Timer(9, event.set)]
    assert [knows(each, event) for each in kept] == [True] * len(kept)
    assert things(event.set)[waitable(event)[:2]] == ["set"]
    assert things(event)[waitable(event)[:2]] == []


def test_of_an_object_only_what_is_named_counts():
    event = threading.Event()
    holder = Holder(done=event)
    assert knows(holder, event), "Python itself calls `__init__`"
    holder.other = other = threading.Event()
    assert not knows(holder, other)
    assert knows(holder, other, {"other"})
    assert knows(holder, other, {"tell"}), "the method names it"
    assert knows(holder, other, {"told"})
    assert knows(holder, other, {"getattr"}), "any name may be meant"
    assert knows(holder.tell, other)
    assert knows(holder, Holder.shared, {"shared"})
    assert knows(Holder, found_by_name), "Python itself calls `__del__`"


def test_methods_that_a_library_calls_count():
    assert knows(Listens(), found_by_name)
    logger = logging.getLogger("test_reach")
    handler = Listens()
    logger.addHandler(handler)
    assert knows(logging.info, found_by_name) is False
    logging.getLogger().addHandler(handler)
    try:
        assert knows(lambda: logging.info(1), found_by_name)
    finally:
        logging.getLogger().removeHandler(handler)
        logger.removeHandler(handler)


def test_a_thread_that_has_begun_is_not_followed():
    event, over = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda event, over: over.wait(), args=(event, over))
    assert knows(thread, event)
    thread.start()
    try:
        assert not knows(thread, event)
    finally:
        over.set()
        thread.join()


class Dropped:
    pass


class DroppedToo(Dropped):
    def tell(self):
        found_by_name.set()


def test_what_is_called_at_the_end_of_an_object_counts():
    token, event = Dropped(), threading.Event()
    weakref.finalize(token, event.set).atexit = False
    assert knows(token, event)


def test_subclasses_count_where_they_are_asked_for():
    assert not knows(Dropped, found_by_name, {"tell"})
    assert knows(Dropped, found_by_name, {"tell", "__subclasses__"})


def test_a_thing_of_pythons_own_has_a_kind():
    kinds = (threading.Lock(), [threading.Event(), threading.Event()], [threading.Event(), 1], Dropped())
    assert [walk.Walk("", (), LATER).all_from(each)["kind"] for each in kinds] == [
        "lock",
        "event",
        None,
        None,
    ]


def test_descriptors_are_told_from_numbers():
    reader, writer = os.pipe()
    with open(reader, "rb"), open(writer, "wb") as file:
        told = walk.Walk("", (), LATER).all_from([file, reader])
    assert told["fds"] == [writer]
    assert reader in told["numbers"]


def test_calls_that_may_do_anything_are_told():
    def starts():
        os.write(1, b"")
        os.fork()
        raise ValueError

    told = walk.Walk("", (), LATER).all_from(starts)["calls"]
    assert {"fork", "os.write", "raise"} <= set(told)
    assert "kill" in walk.Walk("", (), LATER).all_from(os.kill)["calls"]


def test_the_search_is_bounded():
    assert not walk.Walk("", (), LATER).all_from(gc.get_objects())["complete"]
    assert not walk.Walk("", (), 0.0).all_from(1)["complete"]


def test_code_that_is_not_there_yet_may_do_anything():
    def brings():
        import nothing.like_that  # noqa: F401

    def is_known():
        import wave  # noqa: F401
        from contextlib import suppress  # noqa: F401

    def unpickles():
        return pickle.loads(b"")

    def calls(function):
        return walk.Walk(__file__, set(), LATER).all_from(function)["calls"]

    assert calls(brings) == ["import"]
    assert calls(is_known) == []
    assert "pickle.loads" in calls(unpickles)
    assert "pickle.loads" in calls(pickle.loads)
    assert "json.loads" not in calls(json.loads)


def test_a_warning_may_be_shown_by_the_program(monkeypatch):
    def warns():
        warnings.warn("late", stacklevel=2)

    assert not knows(warns, found_by_name)
    monkeypatch.setattr(warnings, "showwarning", by_name)
    assert knows(warns, found_by_name)
