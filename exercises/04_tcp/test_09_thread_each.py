import socket


class Client:
    """A client that a peer plays."""

    def __init__(self, address):
        self.sock = socket.create_connection(address)
        self.file = self.sock.makefile("rb")

    def says(self, words):
        self.sock.sendall(words + b"\n")
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


def test_a_silent_one_stops_nobody(answer, network, peer):
    with listening() as listener:

        def clients():
            listener.close()
            silent, second = Client(address), Client(address)
            assert second.says(b"hello") == b"1: hello\n"
            second.ends()
            silent.ends()  # only now

        address = listener.getsockname()
        talking = peer(clients)
        assert answer.serve(listener, 2) == [b"hello\n"]
        assert talking.wait() == 0


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


def test_many_at_once(answer, network, peer):
    with listening() as listener:
        address = listener.getsockname()

        def client(name):
            listener.close()
            this = Client(address)
            for number in range(20):
                line = b"%d of %d" % (number, name)
                place, _, rest = this.says(line).partition(b": ")
                assert rest == line + b"\n"
                assert place.isdigit()
            this.ends()

        talking = [peer(client, name) for name in range(6)]
        lines = answer.serve(listener, 6)
        assert [each.wait() for each in talking] == [0] * 6
        expected = [b"%d of %d\n" % (number, name) for number in range(20) for name in range(6)]
        assert sorted(lines) == sorted(expected), f"of 120 lines, {len(lines)} are left"


def test_no_clients(answer, network):
    with listening() as listener:
        assert answer.serve(listener, 0) == []
