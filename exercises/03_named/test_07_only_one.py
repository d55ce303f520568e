import contextlib
import errno
import os
import select
import signal
import socket

import pytest

HERE = "somebody has the name, and only_one returned a socket: it was to return None"
GONE = "nobody has the name any more, and only_one returned None"


@pytest.fixture
def name(network):
    """A name that nobody else has, with letters of more than one byte."""
    return f"Zoë {os.getpid()}"


@pytest.fixture
def take(answer):
    """Call the answer, and fail if the name is not free."""

    def call(name):
        holder = answer.only_one(name)
        assert holder is not None, "nobody has the name yet, and only_one returned None"
        return holder

    return call


@pytest.fixture
def is_taken(answer):
    """Whether the name is taken, if one asks the answer; the name is free again afterwards."""

    def call(name):
        holder = answer.only_one(name)
        if holder is not None:
            holder.close()
        return holder is None

    return call


def wait_until_gone(pid):
    with contextlib.suppress(ProcessLookupError):
        ended = os.pidfd_open(pid)
        select.select([ended], [], [])
        os.close(ended)


def test_a_holder_was_killed(take, is_taken, name, peer):
    told, tells = os.pipe()

    def hold_it():
        holder = take(name)
        os.write(tells, b"taken")
        signal.pause()
        holder.close()

    holder = peer(hold_it)
    os.close(tells)
    assert os.read(told, 100) == b"taken"
    os.close(told)
    assert is_taken(name), HERE
    os.kill(holder.pid, signal.SIGKILL)
    wait_until_gone(holder.pid)
    assert not is_taken(name), "its holder was killed, and the name is still taken"


def test_the_name_is_that_of_the_socket(take, name):
    with take(name) as holder:
        assert (holder.family, holder.type) == (socket.AF_UNIX, socket.SOCK_STREAM)
        assert holder.getsockname() == b"\0" + name.encode()


def test_only_one_has_it(take, is_taken, name, evidence):
    with take(name):
        assert is_taken(name), HERE
        with take(f"{name}, too"):
            assert is_taken(f"{name}, too"), HERE
    assert not is_taken(name), GONE
    evidence(
        lambda did: not did.naps, "The name was taken, and only_one slept for a time of its own: for what?"
    )


def test_a_stranger_has_it(is_taken, name):
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.bind(b"\0" + name.encode())
        assert is_taken(name), HERE
    assert not is_taken(name), GONE


def test_a_stranger_cannot_have_it(take, name):
    with take(name), socket.socket(socket.AF_UNIX) as stranger, pytest.raises(OSError, match="in use"):
        stranger.bind(b"\0" + name.encode())


def test_a_name_of_datagrams_is_another(take, name):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as stranger:
        stranger.bind(b"\0" + name.encode())
        with take(name) as holder:
            assert holder.getsockname() == stranger.getsockname()


def test_a_child_of_the_holder_has_it_still(take, is_taken, name, peer):
    until, goes_on = os.pipe()
    told, tells = os.pipe()

    def leave_it_to_a_child():
        holder = take(name)
        os.close(goes_on)
        if os.fork() == 0:
            os.write(tells, b"taken")
            os.read(until, 1)
            holder.close()
            os._exit(0)

    holder = peer(leave_it_to_a_child)
    os.close(until)
    os.close(tells)
    wait_until_gone(holder.pid)
    assert os.read(told, 100) == b"taken"
    assert is_taken(name), "a child of its holder lives, with a copy of the socket, and the name is free"
    os.close(goes_on)
    assert os.read(told, 100) == b""
    os.close(told)
    assert not is_taken(name), GONE


def test_a_copy_of_the_socket_keeps_it(take, is_taken, name):
    holder = take(name)
    with holder.dup():
        holder.close()
        assert is_taken(name), HERE
    assert not is_taken(name), GONE


def test_a_name_that_nobody_can_have(answer, network):
    with pytest.raises(OSError, match="path too long"):
        answer.only_one("long " * 40)


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENAMETOOLONG])
def test_another_reason(answer, name, failing, number):
    told = failing("bind", number)
    try:
        holder = answer.only_one(name)
    except OSError:
        assert told(), "nobody has the name yet, and only_one raised an error"
        return
    if holder is not None:
        holder.close()
    assert not told(), (
        f"{os.strerror(number)!r} does not mean that somebody has the name, and nothing was raised"
    )
