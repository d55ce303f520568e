import contextlib
import os
import socket

import pytest


@pytest.fixture
def listener(folder):
    path = f"{folder}/door"
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(path)
        sock.listen(20)
        yield sock
    os.unlink(path)


def call(listener, words=b""):
    """A client that has connected, and has said something if there are words."""
    client = socket.socket(socket.AF_UNIX)
    client.connect(listener.getsockname())
    client.send(words)
    return client


def hang_up(client):
    """Tell a worker the end, and receive until its own: who has served, and what came back."""
    with client, client.makefile("rb") as answers:
        with contextlib.suppress(OSError):  # it may have gone
            client.shutdown(socket.SHUT_WR)
        try:
            pid, _, words = answers.read().partition(b" ")
        except ConnectionResetError:  # nobody has received its words
            return b"", b""
    return pid, words


@pytest.fixture
def notes():
    """`write` what happened in a peer, as text; `read` all of it in the test, in the end."""
    told, tells = os.pipe()

    def write(pid, words):
        os.write(tells, b"%s %s\n" % (pid or b"nobody", words))

    def read():
        os.close(tells)
        with open(told, "rb") as lines:
            return [line.rstrip(b"\n").split(b" ", 1) for line in lines]

    return write, read


def test_clients_are_served_in_turn(answer, listener, evidence, hold):
    hold("exit")
    clients = [call(listener, b"client %d" % number) for number in range(6)]
    for client in clients:
        client.shutdown(socket.SHUT_WR)
    statuses = answer.doorman(listener, 3, 6)
    served = [hang_up(client) for client in clients]
    assert [words for _, words in served] == [b"client %d" % number for number in range(6)]
    pids = [pid for pid, _ in served]
    assert pids[:3] == pids[3:], f"three workers were to serve in turn, and it was {pids}"
    assert len(set(pids)) == 3, f"three workers were to serve in turn, and it was {pids}"
    assert statuses == [0, 0, 0]
    evidence(lambda did: did.forks == 3, "There were to be three workers, and no other processes.")
    evidence(
        lambda did: len(did.writers.intersection(did.children)) == 3,
        "The clients were served, but not by three workers.",
    )


def test_a_client_meets_the_end_before_the_next_one_comes(answer, listener, notes, peer_once_asleep):
    write, read = notes
    steps = [
        lambda: write(*hang_up(call(listener, b"first"))),
        lambda: write(*hang_up(call(listener, b"second"))),
    ]
    with peer_once_asleep(steps[0], then=steps[1:]):
        assert answer.doorman(listener, 2, 2) == [0, 0]
    assert [words for _, words in read()] == [b"first", b"second"]


def test_one_is_served_while_another_talks(answer, listener, notes, peer_once_asleep):
    write, read = notes

    def talk():
        long_talk = call(listener, b"I have much to tell. ")
        write(b"begins", long_talk.recv(100).partition(b" ")[2])
        write(*hang_up(call(listener, b"only a word")))
        long_talk.send(b"And that is all.")
        write(*hang_up(long_talk))

    with peer_once_asleep(talk):
        assert answer.doorman(listener, 2, 2) == [0, 0]
    (_, begin), (short, words), (long, end) = read()
    assert (begin, words, end) == (b"I have much to tell. ", b"only a word", b"And that is all.")
    assert short != long, "two clients talked at the same time, and one worker was to serve each"


def ask_at_once(listener, clients):
    for number, client in enumerate(clients):
        client.connect(listener.getsockname())
        with contextlib.suppress(OSError):  # it may be dropped at once
            client.send(b"client %d" % number)
            client.shutdown(socket.SHUT_WR)


def test_a_worker_has_gone(answer, listener, notes, peer_once_asleep):
    write, read = notes
    clients = [socket.socket(socket.AF_UNIX) for _ in range(4)]

    def crash():
        write(*hang_up(call(listener, b"crash")))

    with peer_once_asleep(crash, then=[lambda: ask_at_once(listener, clients)]):
        statuses = answer.doorman(listener, 2, 5)
    served = [hang_up(client) for client in clients]
    assert read() == [[b"nobody", b""]]
    assert [words for _, words in served] == [b"client %d" % number for number in range(4)], (
        f"the first of two workers had gone, and the other one was to serve the next four clients: {served}"
    )
    assert len({pid for pid, _ in served}) == 1
    assert statuses == [1, 0]


def test_the_last_of_three_has_gone(answer, listener, notes, peer_once_asleep):
    write, read = notes
    clients = [socket.socket(socket.AF_UNIX) for _ in range(4)]
    steps = [
        lambda words=words: write(*hang_up(call(listener, words))) for words in (b"one", b"two", b"crash")
    ]
    with peer_once_asleep(steps[0], then=[*steps[1:], lambda: ask_at_once(listener, clients)]):
        statuses = answer.doorman(listener, 3, 7)
    one, two, nobody = [pid for pid, _ in read()]
    assert nobody == b"nobody"
    assert [hang_up(client)[0] for client in clients] == [one, two, one, two], (
        "those who are still there were to serve in turn"
    )
    assert statuses == [0, 0, 1]


def test_more_workers_than_clients(answer, listener, hold):
    hold("exit")
    assert answer.doorman(listener, 2, 0) == [0, 0]
    client = call(listener, b"alone")
    client.shutdown(socket.SHUT_WR)
    assert answer.doorman(listener, 4, 1) == [0, 0, 0, 0]
    assert hang_up(client)[1] == b"alone"


def test_the_door_stays_open(answer, listener, still_waits):
    clients = [call(listener, words) for words in (b"one", b"two")]
    clients[0].shutdown(socket.SHUT_WR)
    assert answer.doorman(listener, 1, 1) == [0]
    still_waits(listener)
    assert hang_up(clients[0])[1] == b"one"
    with listener.accept()[0] as second:
        assert second.recv(100) == b"two", "the second client was to wait for the next doorman"
    clients[1].close()
