import os
import socket
from collections.abc import Iterator

import pytest

GONE = "the client has gone, and greet raised {!r}; that is no error"


@pytest.fixture
def listener(answer, folder) -> Iterator[socket.socket]:
    """A listener of the answer, which the test closes."""
    sock = answer.listen_at(f"{folder}/door")
    yield sock
    sock.close()
    os.unlink(f"{folder}/door")


def client_of(listener):
    """A client that has connected."""
    client = socket.socket(socket.AF_UNIX)
    client.connect(listener.getsockname())
    return client


def until_the_end(client):
    return b"".join(iter(lambda: client.recv(4096), b""))


def test_a_client_can_connect(listener):
    with client_of(listener) as client, listener.accept()[0] as conn:
        client.send(b"is anybody there?")
        assert conn.recv(100) == b"is anybody there?"
    assert (listener.family, listener.type) == (socket.AF_UNIX, socket.SOCK_STREAM)


def test_what_is_there_before_is_left_alone(answer, folder):
    with open(f"{folder}/taken", "w") as file:
        file.write("a letter")
    with pytest.raises(OSError, match="Address already in use"):
        answer.listen_at(f"{folder}/taken")
    with open(f"{folder}/taken") as file:
        assert file.read() == "a letter"


def test_the_client_is_answered_while_it_still_talks(answer, listener, peer_once_asleep):
    def client():
        with client_of(listener) as conn:
            for word in (b"hello", b"how are you?"):
                conn.send(word)
                assert conn.recv(100) == word.upper()

    with peer_once_asleep(client):
        answer.greet(listener)


def test_the_client_meets_the_end(answer, listener, peer):
    client = client_of(listener)
    client.send(b"that is all")
    client.shutdown(socket.SHUT_WR)
    answer.greet(listener)
    assert until_the_end(client) == b"THAT IS ALL"
    client.close()


def test_two_clients_one_after_the_other(answer, listener, still_waits):
    for word in (b"one", b"two"):
        with client_of(listener) as client:
            client.send(word)
            client.shutdown(socket.SHUT_WR)
            answer.greet(listener)
            assert until_the_end(client) == word.upper()
        still_waits(listener)


def test_one_client_at_a_time(answer, listener):
    clients = [client_of(listener) for _ in range(2)]
    for client, word in zip(clients, (b"one", b"two"), strict=True):
        client.send(word)
        client.shutdown(socket.SHUT_WR)
    answer.greet(listener)
    assert until_the_end(clients[0]) == b"ONE"
    with listener.accept()[0] as second:
        assert second.recv(100) == b"two", (
            "greet was to accept one client, and the second is not there any more"
        )
    for client in clients:
        client.close()


def test_a_long_speech(answer, listener, peer):
    client = client_of(listener)
    told, tells = os.pipe()

    def speak():
        os.close(tells)
        client.sendall(b"word " * 60_000)
        client.shutdown(socket.SHUT_WR)

    def hear():
        os.write(tells, repr(until_the_end(client) == b"WORD " * 60_000).encode())

    peer(speak)
    peer(hear)
    client.close()
    os.close(tells)
    answer.greet(listener)
    came = os.read(told, 100)
    os.close(told)
    assert came == b"True", "300000 bytes were to come back, in capitals"


def test_a_client_that_has_gone(answer, listener):
    with client_of(listener) as client:
        client.send(b"good")
        client.send(b"bye")
    try:
        answer.greet(listener)
    except OSError as error:
        pytest.fail(GONE.format(error), pytrace=False)


def test_a_client_that_goes_with_an_answer_unread(answer, listener, peer_once_asleep):
    def client():
        with client_of(listener) as conn:
            conn.send(b"do not answer")
            conn.recv(1)

    try:
        with peer_once_asleep(client):
            answer.greet(listener)
    except OSError as error:
        pytest.fail(GONE.format(error), pytrace=False)


def test_the_door_is_closed(answer, folder):
    listener = answer.listen_at(f"{folder}/door")
    answer.close_door(listener)
    assert listener.fileno() == -1, "close_door was to close the listener"
    assert os.listdir(folder) == [], "the path is still there: a name stays until somebody removes it"
