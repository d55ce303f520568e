import contextlib
import os
import select
import socket

import pytest

NOBODY = 65534


@pytest.fixture
def path(folder):
    return f"{folder}/door"


@pytest.fixture
def door(path):
    """A listener of the test."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(5)
        yield listener
    os.unlink(path)


@pytest.fixture
def says(answer, path, peer):
    """Let a process of its own say something to the path; return its pid and user, as it knows them itself.

    Behind walls, numbers of processes are others than here: so the answer itself has to tell. `then` is called in that
    process in the end, with its socket.
    """

    def call(kind, words, then=None):
        told, tells = os.pipe()

        def speak():
            sock, pid, user = answer.say(kind, path, words)
            os.write(tells, f"{pid} {user}".encode())
            os.close(tells)
            if then is not None:
                then(sock)
            sock.close()

        caller = peer(speak)
        os.close(tells)
        pid, user = map(int, os.read(told, 100).split())
        os.close(told)
        assert caller.wait() == 0
        with contextlib.suppress(ProcessLookupError):
            ended = os.pidfd_open(caller.pid)
            select.select([ended], [], [])
            os.close(ended)
        return pid, user

    return call


def test_a_caller_lies(answer, door, says):
    knows = says(socket.SOCK_STREAM, b"1 0")
    with door.accept()[0] as conn:
        told = answer.caller(conn)
        assert told == knows, f"process {knows[0]} of user {knows[1]} has called, and caller returned {told}"


def test_nothing_is_received(answer, door, says, still_waits):
    knows = says(socket.SOCK_STREAM, b"hello")
    with door.accept()[0] as conn:
        assert answer.caller(conn) == knows
        still_waits(conn)
        assert conn.recv(100) == b"hello"
        assert answer.caller(conn) == knows


def test_each_caller_is_another(answer, door, says):
    knows = [says(socket.SOCK_STREAM, b"hello") for _ in range(3)]
    conns = [door.accept()[0] for _ in knows]
    told = [answer.caller(conn) for conn in reversed(conns)]
    for conn in conns:
        conn.close()
    assert told == knows[::-1]


def test_a_caller_that_says_nothing(answer, door, peer):
    until, goes_on = os.pipe()

    def call():
        os.close(goes_on)
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(door.getsockname())
            os.read(until, 1)

    stranger = peer(call)
    with door.accept()[0] as conn:
        pid, _ = answer.caller(conn)
    os.close(until)
    os.close(goes_on)
    assert pid in (stranger.pid, 0), f"process {stranger.pid} has called, and caller returned {pid}"


def test_it_is_who_has_connected_and_not_who_speaks(answer, door, says):
    def leave_it_to_a_child(sock):
        if os.fork() == 0:
            sock.send(b", says my child")
            os._exit(0)
        os.wait()

    knows = says(socket.SOCK_STREAM, b"hello", then=leave_it_to_a_child)
    with door.accept()[0] as conn:
        assert conn.recv(100, socket.MSG_WAITALL) == b"hello, says my child"
        told = answer.caller(conn)
    assert told == knows, (
        f"process {knows[0]} has connected, before it had a child, and caller returned {told}"
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_the_caller_is_another_user(answer, network, peer):
    if peer(os.setuid, NOBODY).wait() != 0:
        pytest.skip("root has no other users here: user_namespaces(7)")

    def call():
        os.setuid(NOBODY)
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(listener.getsockname())

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"\0door {os.getpid()}")
        listener.listen()
        assert peer(call).wait() == 0
        with listener.accept()[0] as conn:
            _, user = answer.caller(conn)
    assert user == NOBODY, f"a process of user {NOBODY} has called, and caller returned {user}"


@pytest.fixture
def box(answer, path):
    """The letter box of the answer."""
    with answer.letter_box(path) as sock:
        yield sock
    os.unlink(path)


def test_each_letter_has_its_sender(answer, box, says):
    knows = [
        (*says(socket.SOCK_DGRAM, words), words) for words in (b"I am 1, of user 0", b"", b"I am nobody")
    ]
    told = [answer.letter(box) for _ in knows]
    assert told == knows, f"the letters are {knows}, and letter returned {told}"


def test_even_the_first_letter_has_its_sender(box, evidence):
    asked = socket.SO_PASSCRED
    evidence(
        lambda did: any(option == asked and not is_bound for _, option, is_bound in did.sets),
        "letter_box has bound the box before it asked for credentials: a letter that comes in between has none",
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_the_sender_is_another_user(answer, box, peer):
    def send():
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
            sock.connect(box.getsockname())  # this, the user may not do
            os.setuid(NOBODY)
            sock.send(b"hello")

    assert peer(send).wait() == 0
    _, user, _ = answer.letter(box)
    assert user == NOBODY, f"a process of user {NOBODY} has sent it, and letter returned {user}"


def test_a_letter_that_comes_late_is_waited_for(answer, box, peer_once_asleep, still_waits):
    def send():
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
            sock.sendto(b"late " * 800, box.getsockname())

    with peer_once_asleep(send):
        _, _, words = answer.letter(box)
    assert words == b"late " * 800
    still_waits(box)


def test_one_letter_at_a_time(answer, box, says):
    knows = [(*says(socket.SOCK_DGRAM, words), words) for words in (b"one", b"two")]
    assert answer.letter(box) == knows[0]
    assert box.recv(100) == b"two"


def test_the_box_is_for_datagrams(box):
    assert (box.family, box.type) == (socket.AF_UNIX, socket.SOCK_DGRAM)
