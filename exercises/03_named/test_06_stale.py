import contextlib
import errno
import os
import select
import signal
import socket

import pytest


@pytest.fixture
def path(folder):
    return f"{folder}/door"


def server_at(path, kind=socket.SOCK_STREAM, backlog=5):
    """A living server of the test."""
    server = socket.socket(socket.AF_UNIX, kind)
    server.bind(path)
    if kind == socket.SOCK_STREAM:
        server.listen(backlog)
    return server


def client_of(path, word):
    """A client that has said a word."""
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    client.send(word)
    return client


def hears(server, path):
    """Whether clients at this path reach this server; whoever has only tried before is passed over."""
    server.setblocking(False)
    with client_of(path, b"hello"), contextlib.suppress(BlockingIOError):
        while True:
            with server.accept()[0] as conn:
                words = conn.recv(100)
                assert words in (b"", b"hello"), f"somebody has said to the server: {words}"
                if words:
                    return True
    return False


def is_refused(answer, path):
    with pytest.raises(OSError) as raised:  # noqa: PT011
        answer.listen_at(path)
    assert raised.value.errno == errno.EADDRINUSE, f"it was to raise EADDRINUSE, not {raised.value!r}"


def test_nothing_is_there(answer, path):
    with answer.listen_at(path) as listener:
        assert (listener.family, listener.type) == (socket.AF_UNIX, socket.SOCK_STREAM)
        assert hears(listener, path)
    os.unlink(path)


def test_a_server_has_gone(answer, path):
    server_at(path).close()
    with answer.listen_at(path) as listener:
        assert hears(listener, path)
    os.unlink(path)


def test_a_server_was_killed(answer, path, peer):
    def serve():
        server_at(path)
        os.kill(os.getpid(), signal.SIGKILL)

    server = peer(serve)
    with contextlib.suppress(ProcessLookupError):
        ended = os.pidfd_open(server.pid)
        select.select([ended], [], [])
        os.close(ended)
    for _ in range(2):
        with answer.listen_at(path) as listener:
            assert hears(listener, path)
    os.unlink(path)


def test_a_server_is_there(answer, path, evidence):
    with server_at(path) as server:
        is_refused(answer, path)
        assert os.path.exists(path), "a server listens at the path, and the path was removed"
        assert hears(server, path), "a server listened at the path, and a client does not reach it any more"
    os.unlink(path)
    evidence(
        lambda did: not did.naps, "A server was there, and listen_at slept for a time of its own: for what?"
    )


def test_a_server_is_there_and_busy(answer, path):
    with server_at(path, backlog=0), client_of(path, b"I am first"):  # and there is room for no other
        is_refused(answer, path)
        assert os.path.exists(path), "a server listens at the path, and the path was removed"
    os.unlink(path)


def test_a_server_of_datagrams_is_there(answer, path):
    with server_at(path, socket.SOCK_DGRAM) as server:
        is_refused(answer, path)
        assert os.path.exists(path), "a server is bound to the path, and the path was removed"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as client:
            client.sendto(b"hello", path)
        assert server.recv(100) == b"hello"
    os.unlink(path)


def test_a_file_is_there(answer, path):
    with open(path, "w") as file:
        file.write("a letter")
    is_refused(answer, path)
    assert os.path.exists(path), "the file at the path was removed, and it is no socket"
    with open(path) as file:
        assert file.read() == "a letter"


def test_a_link_is_there(answer, path):
    server_at(f"{path}-before").close()
    os.symlink(f"{path}-before", path)
    is_refused(answer, path)
    assert os.path.islink(path), "the link at the path was removed, and it is no socket"
    os.unlink(f"{path}-before")


def an_empty_file(path):
    with open(path, "w"):
        pass


def a_link_to_nothing(path):
    os.symlink(f"{path}-of-nobody", path)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, an_empty_file, a_link_to_nothing])
def test_something_else_is_there(answer, path, make):
    make(path)
    before = os.lstat(path)
    is_refused(answer, path)
    assert os.path.lexists(path), "what is at the path was removed, and it is no socket"
    assert os.path.samestat(os.lstat(path), before), "there is something else at the path"
