import os
import socket
from collections.abc import Iterator

import pytest

GONE = "the client has gone, and greet raised {!r}; that is no error"


@pytest.fixture
def listener(answer, folder) -> Iterator[socket.socket]:
    """A listener of the answer, which the test closes."""
    sock = answer.listen_at(f"{folder}/door")
    assert os.path.exists(f"{folder}/door"), "listen_at came back, and there is nothing at its path"
    yield sock
    sock.close()
    os.unlink(f"{folder}/door")


def client_of(listener):
    """A client that has connected."""
    client = socket.socket(socket.AF_UNIX)
    client.connect(listener.getsockname())
    return client


def says(client, word):
    """Say a word, and fail unless it comes back in capitals, in pieces or not."""
    client.send(word)
    assert client.recv(len(word), socket.MSG_WAITALL) == word.upper()


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


def test_a_door_is_no_place_for_another(answer, listener):
    with pytest.raises(OSError, match="Address already in use"):
        answer.listen_at(listener.getsockname())
    with client_of(listener), listener.accept()[0]:
        pass


def test_the_client_is_answered_while_it_still_talks(answer, listener, peer_once_asleep):
    client = socket.socket(socket.AF_UNIX)

    def comes():
        client.connect(listener.getsockname())
        says(client, b"hello")

    def says_more():
        says(client, b"how are you?")
        client.close()

    with peer_once_asleep(comes, then=[says_more]):
        client.close()  # the test's copy
        answer.greet(listener)


def test_the_client_meets_the_end(answer, listener, peer):
    client = client_of(listener)
    words = b"that is all, " + bytes(range(256))
    client.send(words)
    client.shutdown(socket.SHUT_WR)
    answer.greet(listener)
    assert until_the_end(client) == words.upper()
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
        client.sendall(b"word " * 6000)
        client.shutdown(socket.SHUT_WR)

    def hear():
        os.write(tells, repr(until_the_end(client) == b"WORD " * 6000).encode())

    peer(speak)
    peer(hear)
    client.close()
    os.close(tells)
    answer.greet(listener)
    came = os.read(told, 100)
    os.close(told)
    assert came == b"True", "30000 bytes were to come back, in capitals"


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
    with answer.listen_at(f"{folder}/front") as front:
        back = answer.listen_at(f"{folder}/back")
        answer.close_door(back)
        assert back.fileno() == -1, "close_door was to close the listener"
        left = os.listdir(folder)
        assert "back" not in left, "the path is still there: a name stays until somebody removes it"
        assert left == ["front"], "the path of another listener was removed"
        answer.close_door(front)
