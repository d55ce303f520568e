import contextlib
import os
import socket
import struct

import pytest

RESET = struct.pack("ii", 1, 0)
LONG = bytes(range(256)) * 4000  # 1 MB
LITTLE = 4096  # bytes of room
FILLS = 9  # until there is no room left between two who have little


def heard(sock):
    """All that comes until the end."""
    data = b""
    while piece := sock.recv(65536):
        data += piece
    return data


def hears(sock, words):
    """Fail unless these words come, in pieces or not."""
    came = sock.recv(len(words), socket.MSG_WAITALL)
    assert came == words, f"{came} came, not {words}"


class Parties:
    """A client and a server, and between them two sockets of the relay, by name."""

    def __init__(self, tcp_pair):
        self.client, self.to_client = tcp_pair()
        self.to_server, self.server = tcp_pair()
        self.peers = []

    def play(self, peer, who, function):
        """A peer has one of the two parties alone."""

        def alone():
            for name in ("client", "server", "to_client", "to_server"):
                if name != who:
                    getattr(self, name).close()
            function(getattr(self, who))

        self.peers.append(peer(alone))

    def relayed(self, answer):
        """Let the answer relay, and return whether both parties were content."""
        self.client.close()
        self.server.close()
        answer.relay(self.to_client, self.to_server)
        for sock in (self.to_client, self.to_server):
            assert sock.fileno() == -1, "relay came back, and a socket is still open"
        return [each.wait() for each in self.peers] == [0] * len(self.peers)


def test_a_question_and_its_answer(answer, network, tcp_pair, peer):
    parties = Parties(tcp_pair)

    def client(sock):
        for words in (b"hello", b"how are you?"):
            sock.sendall(words)
            hears(sock, words.upper())
        sock.close()

    def server(sock):
        while piece := sock.recv(100):
            sock.sendall(piece.upper())
        sock.close()

    parties.play(peer, "client", client)
    parties.play(peer, "server", server)
    assert parties.relayed(answer), "the two have heard something else than was said"


def test_the_server_speaks_first(answer, network, tcp_pair, peer):
    parties = Parties(tcp_pair)

    def client(sock):
        hears(sock, b"who is there?")
        sock.sendall(b"it is me")
        hears(sock, b"and not you")
        sock.close()

    def server(sock):
        sock.sendall(b"who is there?")
        hears(sock, b"it is me")
        sock.sendall(b"and not you")
        assert heard(sock) == b""

    parties.play(peer, "client", client)
    parties.play(peer, "server", server)
    assert parties.relayed(answer), "the two have heard something else than was said"


@pytest.mark.parametrize(("first", "second"), [("client", "server"), ("server", "client")])
def test_an_end_is_the_end_of_one_direction(answer, network, tcp_pair, peer, first, second):
    parties = Parties(tcp_pair)

    def ends_first(sock):
        sock.sendall(b"all that I have to say")
        sock.shutdown(socket.SHUT_WR)
        assert heard(sock) == LONG

    def answers_then(sock):
        assert heard(sock) == b"all that I have to say"
        sock.sendall(LONG)
        sock.close()

    parties.play(peer, first, ends_first)
    parties.play(peer, second, answers_then)
    assert parties.relayed(answer), (
        f"the {first} ended its direction, and was to hear the answer of the {second}"
    )


def test_much_in_both_directions_at_once(answer, network, tcp_pair, peer):
    parties = Parties(tcp_pair)

    def sends(sock):
        sock.sendall(LONG)
        sock.shutdown(socket.SHUT_WR)

    def hears_all(sock):
        assert heard(sock) == LONG

    for who in ("client", "server"):
        parties.play(peer, who, sends)
        parties.play(peer, who, hears_all)
    assert parties.relayed(answer), "not all of the two megabytes has arrived as it was sent"


@pytest.mark.parametrize(("who", "other"), [("client", "server"), ("server", "client")])
def test_a_reset_is_passed_on(answer, network, tcp_pair, peer, who, other):
    parties = Parties(tcp_pair)

    def resets(sock):
        sock.sendall(b"hello")
        hears(sock, b"and?")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        sock.close()

    told, tell = os.pipe()

    def hears_it(sock):
        hears(sock, b"hello")
        sock.sendall(b"and?")
        try:
            os.write(tell, b"%r" % sock.recv(100))
        except ConnectionResetError:
            os.write(tell, b"a reset")

    parties.play(peer, who, resets)
    parties.play(peer, other, hears_it)
    os.close(tell)
    assert parties.relayed(answer)
    came = os.read(told, 200).decode()
    os.close(told)
    assert came == "a reset", (
        f"the {who} reset its connection, and the {other} got {came}, as if it had ended"
    )


@pytest.mark.parametrize("late", ["client", "server"])
def test_what_is_late_is_waited_for(answer, network, tcp_pair, peer_once_asleep, late):
    parties = Parties(tcp_pair)

    def both():
        parties.to_client.close()
        parties.to_server.close()
        for speaks, listens in ((late, "other"), ("other", late)):
            socks = {late: getattr(parties, late)}
            socks["other"] = parties.server if late == "client" else parties.client
            socks[speaks].sendall(b"late")
            hears(socks[listens], b"late")
        parties.client.close()
        parties.server.close()

    with peer_once_asleep(both):
        parties.relayed(answer)


@pytest.mark.parametrize(("deaf", "other"), [("client", "server"), ("server", "client")])
def test_who_does_not_listen_is_heard(answer, network, tcp_pair, peer_once_asleep, deaf, other):
    parties = Parties(tcp_pair)
    speaks, does_not_listen = getattr(parties, other), getattr(parties, deaf)
    for sock in (speaks, getattr(parties, f"to_{deaf}")):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LITTLE)
    speaks.setblocking(False)
    sent = 0

    def fill():
        nonlocal sent
        with contextlib.suppress(BlockingIOError):
            for _ in range(100):
                sent += speaks.send(bytes(1000))

    def speak_without_listening():
        parties.to_client.close()
        parties.to_server.close()
        does_not_listen.sendall(b"hello")
        speaks.setblocking(True)
        hears(speaks, b"hello")
        speaks.shutdown(socket.SHUT_WR)
        does_not_listen.shutdown(socket.SHUT_WR)
        assert len(heard(does_not_listen)) == sent
        assert heard(speaks) == b""

    with peer_once_asleep(fill, then=[*[fill] * FILLS, speak_without_listening]):
        parties.client.close()
        parties.server.close()
        answer.relay(parties.to_client, parties.to_server)


def test_an_answer_behind_the_end_is_waited_for(answer, network, tcp_pair, peer_once_asleep):
    parties = Parties(tcp_pair)
    parties.client.sendall(b"all that I have to say")
    parties.client.shutdown(socket.SHUT_WR)

    def server():
        for sock in (parties.to_client, parties.to_server, parties.client):
            sock.close()
        assert heard(parties.server) == b"all that I have to say"
        parties.server.sendall(b"late")
        parties.server.close()

    with parties.client:
        with peer_once_asleep(server):
            parties.server.close()
            answer.relay(parties.to_client, parties.to_server)
        assert heard(parties.client) == b"late"


def test_one_way_waits_for_what_is_late(answer, network, tcp_pair, peer_once_asleep):
    parties = Parties(tcp_pair)

    def client():
        for sock in (parties.to_client, parties.to_server):
            sock.close()
        parties.client.sendall(b"late")
        parties.client.shutdown(socket.SHUT_WR)

    with parties.to_client, parties.to_server, parties.client, parties.server:
        with peer_once_asleep(client):
            answer.pass_on(parties.to_client, parties.to_server)
        assert heard(parties.server) == b"late"
        parties.server.sendall(b"the other direction")
        hears(parties.to_server, b"the other direction")
        parties.to_client.sendall(b"goes on")
        hears(parties.client, b"goes on")


def test_one_way_tells_of_a_reset(answer, network, tcp_pair):
    parties = Parties(tcp_pair)
    with parties.to_client, parties.to_server, parties.server:
        parties.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        parties.client.close()
        with pytest.raises(ConnectionError):
            answer.pass_on(parties.to_client, parties.to_server)
