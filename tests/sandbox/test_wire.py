"""Values and descriptors cross between a test and an answer apart exactly as they were, and nothing else does."""

import json
import os
import socket

import pytest

from kata.agent.notes import to_json
from kata.sandbox import wire


def other(value):
    raise wire.NotPlain(type(value).__name__)


def stranger(kind, content):
    raise wire.Foul(kind)


@pytest.fixture
def ends():
    pair = socket.socketpair()
    yield pair
    for each in pair:
        each.close()


@pytest.mark.parametrize("value", [
    None, True, False, 0, -1, 1 << 63, -(1 << 200), 0.1, float("inf"), -0.0, "", "e\u0301 \ud800 \x00", b"",
    bytes(range(256)), bytearray(b"ab"), memoryview(b"abc"), [], [1, [2, (3,)]], (), {}, {1: "a", (2, b"3"): [None]},
    {1, 2}, frozenset({b"x"}),
])  # fmt: skip
def test_a_plain_value_comes_back_as_it_was(value):
    back = wire.plain(json.loads(to_json(wire.packed(value, other))), stranger)
    assert back == value
    assert type(back) is type(value)


def test_not_a_number_comes_back():
    back = wire.plain(json.loads(to_json(wire.packed(float("nan"), other))), stranger)
    assert back != back


class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Whole(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize("value", [Text("a"), Whole(1), [Text("a")], {Text("a"): Whole(1)}])
def test_what_only_looks_like_a_value_arrives_as_what_it_is_of(value):
    back = wire.plain(json.loads(to_json(wire.packed(value, other))), stranger)
    assert "Text" not in repr(type(back)) + repr(back)
    assert back not in ("b", 2, ["b"], {"b": 2})


@pytest.mark.parametrize("told", [
    {}, {"a": 1, "b": 2}, 1.5, {"bytes": "zz"}, {"bytes": 1}, {"int": "x"}, {"float": "y"}, {"dict": [[1]]},
    {"list": {}}, {"set": [{"list": []}]}, {"dict": [[{"dict": []}, 1]]}, {"exec": "x"}, [1],
])  # fmt: skip
def test_what_nobody_packs_is_foul(told):
    with pytest.raises(wire.Foul):
        wire.plain(told, stranger)


def test_lists_in_lists_have_an_end():
    value = []
    for _ in range(wire.DEEPEST + 2):
        value = [value]
    with pytest.raises(wire.NotPlain):
        wire.packed(value, other)
    told = 1
    for _ in range(wire.DEEPEST + 2):
        told = {"list": [told]}
    with pytest.raises(wire.Foul):
        wire.plain(told, stranger)


@pytest.mark.parametrize("data", [
    wire.LENGTH.pack(wire.LARGEST + 1),
    wire.LENGTH.pack(10) + b"short",
    wire.LENGTH.pack(3),
    b"abc",
    wire.LENGTH.pack(3) + b"{{{",
    wire.LENGTH.pack(200_000) + b"[" * 200_000,
    wire.LENGTH.pack(1) + b"\xff",
])  # fmt: skip
def test_what_is_no_message_is_foul(ends, data):
    ours, theirs = ends
    child = os.fork()
    if child == 0:
        ours.close()
        theirs.sendall(data)
        os._exit(0)
    theirs.close()
    with pytest.raises(wire.Foul):
        wire.receive(ours, json.loads)
    os.waitpid(child, 0)


def test_descriptors_that_somebody_else_closes_are_no_obstacle(ends):
    ours, theirs = ends
    reader, writer = os.pipe()
    os.close(writer)
    with pytest.raises(OSError, match="Bad file descriptor"):
        wire.send(theirs, b"1", [reader, writer], [reader, writer])
    os.fstat(reader)
    wire.send(theirs, b"1", [reader], [reader, writer])
    heard, fds = wire.receive(ours, json.loads)
    assert (heard, len(fds)) == (1, 1), "the message before has sent nothing"
    os.close(*fds)


def test_the_end_of_file_is_no_message(ends):
    ours, theirs = ends
    theirs.close()
    assert wire.receive(ours, json.loads) is None


class Watched(socket.socket):
    """A socket that remembers whether a descriptor was open when the body of a message was sent."""

    watched, was_open = -1, None

    def sendall(self, data):
        self.was_open = os.path.exists(f"/dev/fd/{self.watched}")
        super().sendall(data)


def test_whoever_has_the_message_knows_that_the_descriptors_are_closed_on_the_other_side(ends):
    reader, writer = os.pipe()
    channel = Watched(fileno=ends[0].detach())
    channel.watched = writer
    wire.send(channel, b"1", [writer], [writer])
    assert channel.was_open is False
    told, (copy,) = wire.receive(ends[1], json.loads)
    assert told == 1
    os.write(copy, b"still the same pipe")
    os.close(copy)
    assert os.read(reader, 100) == b"still the same pipe"
    assert os.read(reader, 100) == b""
    os.close(reader)
    channel.close()


@pytest.mark.parametrize(
    "table", [None, [], [[1, True]], [["3", True]], [[wire.OURS, True]], [[7, True]], [[-1, True]]]
)
def test_a_table_of_descriptors_that_is_out_of_place_is_foul(table):
    fd = os.open(os.devnull, os.O_RDONLY)
    with pytest.raises(wire.Foul):
        wire.install(table, [fd], own={7})


def test_a_file_object_on_one_side_keeps_the_socket_open_on_the_other(ends):
    """As in one process: `close` closes nothing as long as there is one, and then its end does."""
    here, there = ends[0], socket.socket(fileno=os.dup(ends[0].fileno()))
    file = there.makefile("rb")
    wire.follow({1: here}, {"1": (here.fileno(), None, *wire.state({1: there})["1"][2:])})
    assert wire.is_in_a_file(here)
    here.close()
    assert here.fileno() >= 0
    wire.follow({1: there}, {"1": (there.fileno(), None, *wire.state({1: here})["1"][2:])})
    file.close()
    assert there.fileno() == -1
    wire.follow({1: here}, wire.state({1: there}))
    assert here.fileno() == -1


def test_a_number_of_file_objects_that_is_none_is_foul(ends):
    for files in ("many", None, [1]):
        with pytest.raises(wire.Foul):
            wire.follow({1: ends[0]}, {"1": (3, None, False, files)})
