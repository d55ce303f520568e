"""What the values in a frame are to the system."""

import os
import queue
import socket
import sys
import threading

import pytest

from kata.agent import values


@pytest.fixture
def pipe():
    reader, writer = os.pipe()
    yield reader, writer
    os.close(reader)
    os.close(writer)


class Holder:
    """Runs code of its own wherever a program lets it."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __getattr__(self, name):
        raise AssertionError("code of the program was run")

    __eq__ = __len__ = __iter__ = __getattr__
    __hash__ = None


def test_a_number_is_a_descriptor_if_it_leads_to_a_pipe_a_socket_or_a_file(pipe, tmp_path):
    reader, _ = pipe
    with open(tmp_path / "file", "w") as file, socket.socket() as one, open(os.devnull) as null:
        assert [values.descriptor(fd) for fd in (reader, file.fileno(), one.fileno())] == [
            reader,
            file.fileno(),
            one.fileno(),
        ]
        assert values.descriptor(null.fileno()) is None
    assert [values.descriptor(number) for number in (-1, 1 << 19, 1 << 40, True, 4.0, "4")] == [None] * 6


def test_a_lent_number_is_one_as_well(monkeypatch):
    monkeypatch.setattr(values, "lent", {900_000})
    assert values.descriptor(900_000) == 900_000


def test_objects_of_python_are_asked_and_others_never(pipe):
    reader, _ = pipe
    with open(reader, "rb", closefd=False) as file, socket.socket() as one:
        assert (values.descriptor(file), values.descriptor(one)) == (reader, one.fileno())
    assert values.descriptor(file) is None, "it is closed"
    assert values.descriptor(Holder(fileno=lambda: reader)) is None


def test_names_are_those_with_which_the_program_would_speak():
    inner = Holder(ends=(1, [2]), far={"a": {"b": {"c": 3}}})
    reached = dict(values.reached("self", inner, values.NEST))
    assert (reached["self.ends[0]"], reached["self.ends[1]"], reached["self.far['a']"]) == (
        1,
        [2],
        {"b": {"c": 3}},
    )
    assert "self.ends[1][0]" not in reached, "deeper than it is looked"
    assert "self.far['a']['b']" not in reached


def test_no_more_members_are_looked_at_than_a_crowd():
    reached = [text for text, _ in values.reached("many", list(range(1000)), 1)]
    assert len(reached) == 1 + values.CROWD


def test_what_a_thread_can_wait_for_has_a_kind_and_a_key():
    lock, rlock, event, waiting = threading.Lock(), threading.RLock(), threading.Event(), queue.Queue()
    assert values.waitable(lock) == ("lock", str(id(lock)), None)
    assert values.waitable(rlock) == ("rlock", str(id(rlock)), None)
    assert values.waitable(event)[0] == "event"
    assert values.waitable(waiting)[0] == "queue"
    assert values.waitable(threading.current_thread()) == ("thread", str(threading.get_native_id()), None)
    assert [values.waitable(each) for each in (5, "lock", None, Holder(), threading.Lock)] == [None] * 5


def test_a_reentrant_lock_tells_who_holds_it():
    rlock = threading.RLock()
    with rlock:
        assert values.waitable(rlock)[2] == threading.get_native_id()


def test_a_frame_in_plain_values(pipe):
    reader, writer = pipe
    lock = threading.Lock()
    with open(writer, "wb", closefd=False) as out:
        ends = [reader]
        told = values.described(sys._getframe())
    assert (told["file"], told["function"]) == (__file__, "test_a_frame_in_plain_values")
    assert {("reader", reader, "number"), ("out", writer, "writer"), ("ends[0]", reader, "number")} <= {
        *told["names"]
    }
    assert ("lock", "lock", str(id(lock)), None) in told["objects"]
    assert (ends, out.closed) == ([reader], True)
