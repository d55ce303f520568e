"""Who writes the rest when a stop has ended a write, and who may be content with a part."""

import os
import sys

import pytest

from kata.facts import Call, Descriptor, Process, Snapshot, Socket, Thread
from kata.kernel import procfs
from kata.proof import parts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def snapshot(call, image=None, known=None):
    descriptors = (Descriptor(3, "socket" if known else "pipe", 7),)
    process = Process(os.getpid(), 1, image, (Thread(1, "S", call),), descriptors)
    return Snapshot((process,), {7: known} if known else {})


def write(size):
    return Call("write", (3, 0, size), 3)


@pytest.mark.parametrize(
    ("text", "is_content"),
    [
        ("print('x' * 100000)", False),
        ("connection.sendall(data)", False),
        ("server = socket.create_server(('127.0.0.1', 0))", False),
        ("os.write(1, data)", True),
        ("sent = connection.send(data)", True),
        ("file = open('x', 'wb', 0)", True),
        ("subprocess.Popen(words, bufsize=0)", True),
        (None, True),
    ],
)
def test_the_text_of_a_program_tells(text, is_content, monkeypatch):
    monkeypatch.setattr(parts, "texts", lambda *_: [text])
    assert bool(parts.content(snapshot(write(100_000)))) == is_content


def test_other_languages_are_not_known():
    assert parts.content(snapshot(write(100_000), image="program"))


def test_some_calls_have_no_parts(monkeypatch):
    monkeypatch.setattr(parts, "texts", lambda *_: ["os.write(1, data)"])
    monkeypatch.setattr(procfs, "environment", lambda pid: {})
    assert not parts.content(snapshot(write(4096)))
    assert not parts.content(snapshot(Call("read", (3, 0, 100_000), 3)))
    assert parts.content(snapshot(Call("writev", (3, 0, 1), 3)))
    assert not parts.content(snapshot(write(9000), known=Socket(7, "datagram", 8)))
    assert parts.content(snapshot(write(2), known=Socket(7, "stream", 8, family="TCP")))
