import os
import signal

import pytest


@pytest.fixture
def fifos(folder):
    """The paths of two FIFOs."""
    paths = [f"{folder}/{name}" for name in ("a", "b")]
    for path in paths:
        os.mkfifo(path)
    return paths


def close(*fds):
    for fd in fds:
        os.close(fd)


def writes_first(there, back):
    """A stranger who keeps to the protocol, as the one who opens what it writes first."""
    writer = os.open(there, os.O_WRONLY)
    return writer, os.open(back, os.O_RDONLY)


def reads_first(there, back):
    """The other one."""
    reader = os.open(back, os.O_RDONLY)
    return os.open(there, os.O_WRONLY), reader


def greet(meets, *arguments):
    writer, reader = meets(*arguments)
    os.write(writer, b"hello")
    assert os.read(reader, 100) == b"welcome"


def test_both_sides_meet(answer, fifos, peer):
    a, b = fifos
    other = peer(greet, answer.meet, a, b, True)
    writer, reader = answer.meet(b, a, False)
    assert os.read(reader, 100) == b"hello"
    os.write(writer, b"welcome")
    assert other.wait() == 0
    close(writer, reader)


def test_the_names_do_not_matter(answer, fifos, peer):
    a, b = fifos
    other = peer(greet, answer.meet, b, a, True)
    writer, reader = answer.meet(a, b, False)
    assert os.read(reader, 100) == b"hello"
    os.write(writer, b"welcome")
    assert other.wait() == 0
    close(writer, reader)


def test_the_first_waits_for_a_stranger(answer, fifos, peer_once_asleep):
    a, b = fifos
    with peer_once_asleep(greet, reads_first, b, a):
        writer, reader = answer.meet(a, b, True)
        assert os.read(reader, 100) == b"hello"
        os.write(writer, b"welcome")
    close(writer, reader)


def test_the_second_waits_for_a_stranger(answer, fifos, peer_once_asleep):
    a, b = fifos
    with peer_once_asleep(greet, writes_first, b, a):
        writer, reader = answer.meet(a, b, False)
        assert os.read(reader, 100) == b"hello"
        os.write(writer, b"welcome")
    close(writer, reader)


@pytest.mark.parametrize("first", [True, False])
def test_each_descriptor_is_one_end(answer, fifos, peer, still_waits, first):
    a, b = fifos
    peer(lambda: (reads_first if first else writes_first)(b, a) and signal.pause())
    ends = answer.meet(a, b, first)
    for end, path, call in zip(ends, fifos, (os.read, os.write), strict=True):
        still_waits(end)
        assert os.path.sameopenfile(end, (named := os.open(path, os.O_RDWR))), (
            f"this was to be an end of {path}"
        )
        close(named)
        with pytest.raises(OSError, match="Bad file descriptor"):
            call(end, 1 if call is os.read else b"!")
    close(*ends)


@pytest.mark.parametrize("first", [True, False])
def test_the_end_of_the_other_side_is_seen(answer, fifos, peer, first):
    a, b = fifos
    other = peer(lambda: close(*(reads_first if first else writes_first)(b, a)))
    writer, reader = answer.meet(a, b, first)
    assert other.wait() == 0
    assert os.read(reader, 100) == b""
    with pytest.raises(BrokenPipeError):
        os.write(writer, b"is anybody there?")
    close(writer, reader)
