import os

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


def test_both_sides_meet(answer, fifos, peer_once_asleep):
    a, b = fifos
    with peer_once_asleep(greet, answer.meet, a, b, True):
        writer, reader = answer.meet(b, a, False)
        assert os.read(reader, 100) == b"hello"
        os.write(writer, b"welcome")
    close(writer, reader)


def test_the_names_do_not_matter(answer, fifos, peer_once_asleep):
    a, b = fifos
    with peer_once_asleep(greet, answer.meet, b, a, True):
        writer, reader = answer.meet(a, b, False)
        assert os.read(reader, 100) == b"hello"
        os.write(writer, b"welcome")
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
def test_each_side_is_waited_for_twice(answer, fifos, peer_once_asleep, first):
    a, b = fifos
    steps = [lambda: os.open(a, os.O_RDONLY), lambda: os.open(b, os.O_WRONLY)]
    if not first:
        steps.reverse()
    with peer_once_asleep(steps[0], then=[steps[1]]):  # the second one when meet sleeps again
        ends = answer.meet(a, b, first)
    close(*ends)


@pytest.mark.parametrize("first", [True, False])
def test_each_descriptor_is_one_end(answer, fifos, peer_once_asleep, still_waits, first):
    a, b = fifos
    until, goes_on = os.pipe()

    def stranger():
        os.close(goes_on)
        (reads_first if first else writes_first)(b, a)
        os.read(until, 1)

    with peer_once_asleep(stranger):
        ends = answer.meet(a, b, first)
        for end, path, call in zip(ends, fifos, (os.read, os.write), strict=True):
            still_waits(end)
            assert os.path.samestat(os.fstat(end), os.stat(path)), f"this was to be an end of {path}"
            with pytest.raises(OSError, match="Bad file descriptor"):
                call(end, 1 if call is os.read else b"!")
        close(goes_on)
    close(*ends, until)


@pytest.mark.parametrize("first", [True, False])
def test_the_end_of_the_other_side_is_seen(answer, fifos, peer_once_asleep, first):
    a, b = fifos
    with peer_once_asleep(lambda: close(*(reads_first if first else writes_first)(b, a))):
        writer, reader = answer.meet(a, b, first)
    assert os.read(reader, 100) == b""
    with pytest.raises(BrokenPipeError):
        os.write(writer, b"is anybody there?")
    close(writer, reader)
