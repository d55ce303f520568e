import contextlib
import os
import socket

import pytest


@pytest.fixture
def path(folder):
    return f"{folder}/door"


def in_the_queue(listener):
    """The words of all clients that nobody has accepted yet, as far as they have come."""
    listener.setblocking(False)
    words = []
    try:
        while True:
            with listener.accept()[0] as conn:
                words.append(conn.recv(2000))
                assert conn.recv(1) == b"", "a client was to close its socket behind its words"
    except BlockingIOError:
        return words


def client_of(listener):
    client = socket.socket(socket.AF_UNIX)
    client.connect(listener.getsockname())
    return client


def made_up(count):
    """Words that nobody can know before."""
    return [os.urandom(4).hex().encode() for _ in range(count)]


@pytest.mark.parametrize("count", [5, 1000, 1, 0])
def test_they_connect_and_nobody_accepts(answer, path, count):
    words = made_up(count)
    with answer.crowd(path, words) as listener:
        came = in_the_queue(listener)
        assert (listener.family, listener.type) == (socket.AF_UNIX, socket.SOCK_STREAM)
    os.unlink(path)
    assert len(came) == count, f"{count} clients were to be in the queue, and {len(came)} are"
    assert came == words


def test_long_words_and_none(answer, path):
    words = [b"x" * 1000, b"", b"\x00\n"]
    with answer.crowd(path, words) as listener:
        assert in_the_queue(listener) == words
    os.unlink(path)


def test_it_does_so_alone(answer, path, evidence):
    with answer.crowd(path, made_up(7)) as listener:
        assert len(in_the_queue(listener)) == 7
    os.unlink(path)
    evidence(lambda did: not did.forks, "One process was to do it all, and it has forked.")


def test_they_are_heard_when_all_have_gone(answer, path):
    words = made_up(200)
    with answer.crowd(path, words) as listener:
        assert answer.hear_out(listener, 200) == words
        assert in_the_queue(listener) == []
    os.unlink(path)


@pytest.fixture
def listener(path):
    """A listener of the test."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(path)
        sock.listen(10)
        yield sock
    os.unlink(path)


def test_each_is_heard_to_its_end(answer, listener, peer_once_asleep):
    early, late = made_up(2)

    def speak():
        with first, contextlib.suppress(BrokenPipeError):
            first.send(early[4:])

    def come():
        with client_of(listener) as second, contextlib.suppress(BrokenPipeError):
            second.sendall(late * 1000)

    first = client_of(listener)
    first.send(early[:4])
    with peer_once_asleep(speak, then=[come]):
        first.close()
        heard = answer.hear_out(listener, 2)
    assert [len(each) for each in heard] == [len(early), 1000 * len(late)]
    assert heard == [early, late * 1000]


def test_no_more_are_accepted_than_it_was_told(answer, listener, still_waits):
    words = made_up(3)
    for word in words:
        with client_of(listener) as client:
            client.send(word)
    assert answer.hear_out(listener, 2) == words[:2]
    still_waits(listener)
    assert in_the_queue(listener) == words[2:]
    listener.setblocking(True)
    assert answer.hear_out(listener, 0) == []
