import socket
from pathlib import Path

import pytest

ROUNDS = 24
MANY = 40  # more than a pool of threads has, unless it is told


class Client:
    """A client that a peer plays."""

    def __init__(self, address):
        self.sock = socket.create_connection(address)
        self.file = self.sock.makefile("rb")

    def says(self, words):
        self.speaks(words)
        return self.hears()

    def speaks(self, words):
        self.sock.sendall(words + b"\n")

    def hears(self):
        return self.file.readline()

    def ends(self):
        self.sock.shutdown(socket.SHUT_WR)
        assert self.file.read() == b""
        self.file.close()
        self.sock.close()


def listening():
    return socket.create_server(("127.0.0.1", 0))


def test_the_lines_of_all_are_numbered(answer, network, peer, evidence):
    with listening() as listener:

        def clients():
            listener.close()
            first, second = Client(address), Client(address)
            told = [second.says(b"hello"), first.says(b"good morning"), second.says(b"how are you?")]
            assert told == [b"1: hello\n", b"2: good morning\n", b"3: how are you?\n"], told
            first.ends()
            second.ends()

        address = listener.getsockname()
        talking = peer(clients)
        lines = answer.serve(listener, 2)
        assert talking.wait() == 0, (
            "two clients have said three lines, and these were not numbered from 1 to 3"
        )
        assert lines == [b"hello\n", b"good morning\n", b"how are you?\n"]
        assert listener.fileno() != -1
        evidence(lambda did: not did.forks, "serve has made a process: all was to be done in this one")


def test_a_silent_one_stops_nobody(answer, network, peer_once_asleep):
    with listening() as listener:
        address = listener.getsockname()
        clients = []

        def come():
            listener.close()
            clients.extend(Client(address) for _ in range(MANY + 1))

        def talk():
            last = clients.pop()
            assert last.says(b"hello") == b"1: hello\n"
            last.ends()
            for silent in clients:
                silent.ends()  # only now

        with peer_once_asleep(come, then=[talk]):
            lines = answer.serve(listener, MANY + 1)
        assert lines == [b"hello\n"]


def test_who_comes_late_and_talks_late_is_waited_for(answer, network, peer_once_asleep):
    with listening() as listener:
        address = listener.getsockname()
        clients = []

        def comes():
            listener.close()
            clients.append(Client(address))
            assert clients[0].says(b"here I am") == b"1: here I am\n"

        def says_another_line():
            assert clients[0].says(b"and here I go") == b"2: and here I go\n"
            clients[0].ends()

        with peer_once_asleep(comes, then=[says_another_line]):
            lines = answer.serve(listener, 1)
        assert lines == [b"here I am\n", b"and here I go\n"]


@pytest.mark.parametrize("last", [0, 1])
def test_the_last_one_to_go_is_waited_for(answer, network, peer_once_asleep, last):
    with listening() as listener:
        address = listener.getsockname()
        clients = []

        def come():
            listener.close()
            clients.extend([Client(address), Client(address)])
            clients.pop(1 - last).ends()

        def goes():
            assert clients[0].says(b"the last word") == b"1: the last word\n"
            clients[0].ends()

        with peer_once_asleep(come, then=[goes]):
            assert answer.serve(listener, 2) == [b"the last word\n"]


def told(replies):
    """The number and the line in each of the replies."""
    pairs = [reply.split(b": ", 1) for reply in replies]
    return [(int(number), line) for number, line in pairs]


def check_numbers(pairs, lines):
    """Fail unless the lines were numbered from 1 on, and stand at the place of their number."""
    assert sorted(number for number, _ in pairs) == list(range(1, len(pairs) + 1)), "a number was told twice"
    assert [lines[number - 1] for number, _ in pairs] == [line for _, line in pairs], (
        "the lines have other places than the numbers that were told with them"
    )


def test_many_at_once(answer, network, peer):
    with listening() as listener:
        address = listener.getsockname()

        def client(name):
            listener.close()
            this = Client(address)
            replies = [this.says(b"%d of all" % number) for number in range(20)]
            Path(f"client {name}").write_bytes(b"".join(replies))
            this.ends()

        talking = [peer(client, name) for name in range(6)]
        lines = answer.serve(listener, 6)
        assert [each.wait() for each in talking] == [0] * 6
        expected = [b"%d of all\n" % number for number in range(20)] * 6
        assert sorted(lines) == sorted(expected), f"of 120 lines, {len(lines)} are left"
        replies = [told(Path(f"client {name}").read_bytes().splitlines(keepends=True)) for name in range(6)]
        assert [line for pairs in replies for _, line in pairs] == expected, "a client got another line back"
        check_numbers([pair for pairs in replies for pair in pairs], lines)


def test_two_at_the_same_moment(answer, network, hold, peer_once_asleep):
    hold("step")  # so that two threads meet between any two of their steps
    with listening() as listener:
        address = listener.getsockname()
        clients = []

        def come():
            listener.close()
            clients.extend([Client(address), Client(address)])

        def speak_at_once():
            replies = []
            for _ in range(ROUNDS):
                for client, words in zip(clients, (b"one", b"two"), strict=True):
                    client.speaks(words)
                replies += [client.hears() for client in clients]
            for client in clients:
                client.ends()
            Path("replies").write_bytes(b"".join(replies))

        with peer_once_asleep(come, then=[speak_at_once]):
            lines = answer.serve(listener, 2)
        check_numbers(told(Path("replies").read_bytes().splitlines(keepends=True)), lines)


def test_no_clients(answer, network):
    with listening() as listener:
        assert answer.serve(listener, 0) == []


def test_who_serves_again_begins_anew(answer, network, peer_once_asleep):
    with listening() as listener:
        address = listener.getsockname()
        clients = []

        def comes():
            listener.close()
            clients.append(Client(address))

        def talks():
            assert clients[0].says(b"hello") == b"1: hello\n"
            clients[0].ends()

        for _ in range(2):
            with peer_once_asleep(comes, then=[talks]):
                lines = answer.serve(listener, 1)
            assert lines == [b"hello\n"]
