import contextlib
import os
import socket
import time

import pytest

LONG = 1000.0  # seconds: longer than any test
A_WHILE = 0.2


def listening():
    """A listener on 127.0.0.1."""
    return socket.create_server(("127.0.0.1", 0))


@contextlib.contextmanager
def silent():
    """An address that does not answer: there is room for one caller, and that has come."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        with socket.create_connection(listener.getsockname()):
            yield listener.getsockname()


def refusing():
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()


def has_a_caller(listener):
    listener.setblocking(False)
    try:
        conn, _ = listener.accept()
    except BlockingIOError:
        return False
    conn.close()
    return True


def talks(sock, listener):
    """Fail unless the socket is connected to this listener, in both directions, and has no limit."""
    with sock, listener.accept()[0] as conn:
        sock.send(b"hello")
        assert conn.recv(100) == b"hello"
        conn.send(b"world")
        assert sock.recv(100) == b"world"
        assert sock.gettimeout() is None, f"the socket has a limit of {sock.gettimeout()} s afterwards"
        assert os.get_blocking(sock.fileno()), "the socket does not wait any more (O_NONBLOCK)"
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            limited = any(sock.getsockopt(socket.SOL_SOCKET, option, 16))
            assert not limited, "the socket has a limit in the kernel afterwards (SO_RCVTIMEO, SO_SNDTIMEO)"


def test_the_first_one_answers(answer, network):
    with listening() as listener:
        sock, place = answer.reach([listener.getsockname()], LONG)
        talks(sock, listener)
        assert place == 0


def test_who_refuses_is_left_at_once(answer, network, evidence):
    with listening() as listener:
        sock, place = answer.reach([refusing(), refusing(), listener.getsockname()], LONG)
        talks(sock, listener)
        assert place == 2
    evidence(lambda did: not did.naps, "reach has slept for a time of its own: who refuses is left at once")


def test_who_is_silent_is_left_after_a_while(answer, network):
    with listening() as listener, silent() as address:
        sock, place = answer.reach([address, listener.getsockname()], A_WHILE)
        talks(sock, listener)
        assert place == 1


def test_each_of_the_silent_is_given_its_time(answer, network):
    with listening() as listener, silent() as first, silent() as second:
        begun = time.monotonic()
        sock, place = answer.reach([first, second, listener.getsockname()], A_WHILE)
        took = time.monotonic() - begun
        talks(sock, listener)
        assert place == 2
    assert took > 1.5 * A_WHILE, (
        f"two addresses were silent, and each was to be given {A_WHILE} s; both together got {took:.2f} s"
    )


def test_one_after_the_other(answer, network):
    with listening() as listener, listening() as other, silent() as address:
        sock, place = answer.reach([address, listener.getsockname(), other.getsockname()], A_WHILE)
        assert not has_a_caller(other), "an address was called behind the one that answered"
        talks(sock, listener)
        assert place == 1


def test_longer_addresses(answer, network):
    try:
        six = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("::1 cannot be bound: this machine has no IPv6")
    with six:
        sock, place = answer.reach([refusing(), six.getsockname()[:2]], LONG)
        talks(sock, six)
        assert place == 1


def test_nobody_answers(answer, network):
    with silent() as address:
        with pytest.raises(ConnectionRefusedError):
            answer.reach([address, refusing()], A_WHILE)
        with pytest.raises(TimeoutError):
            answer.reach([refusing(), address], A_WHILE)
