import os
import socket
import struct

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


class Client:
    """A client that a peer plays. pid: of the process with which it talks."""

    def __init__(self, address):
        self.sock = socket.create_connection(address)
        self.file = self.sock.makefile("rb")

    def is_greeted(self):
        self.pid = int(self.file.readline().removeprefix(b"process "))

    def asks(self, words):
        self.sock.sendall(words + b"\n")
        assert self.file.readline() == words.upper() + b"\n"

    def ends(self):
        self.sock.shutdown(socket.SHUT_WR)
        assert self.file.read() == b""
        self.file.close()
        self.sock.close()

    def dies(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.file.close()
        self.sock.close()


def listening():
    return socket.create_server(("127.0.0.1", 0))


def test_one_talks_while_the_other_is_silent(answer, network, peer, evidence):
    with listening() as listener:

        def clients():
            listener.close()
            first = Client(address)
            first.is_greeted()
            second = Client(address)
            second.is_greeted()
            second.asks(b"hello")
            second.ends()
            first.asks(b"at last")  # only now
            first.ends()
            assert first.pid != second.pid, "both have talked to the same process"

        address = listener.getsockname()
        talking = peer(clients)
        count = answer.serve(listener, 2)
        assert talking.wait() == 0, "the clients were not answered as they should"
        assert count == 2
        evidence(
            lambda did: len(did.writers.intersection(did.children)) == 2,
            "the clients were answered, but not by a child of each",
        )
        evidence(lambda did: not did.killed, "a child was killed: it was to end by itself")


def test_the_end_comes_when_the_conversation_is_over(answer, network, peer):
    with listening() as listener:

        def clients():
            listener.close()
            for words in (b"one", b"two", b"three"):
                client = Client(address)
                client.is_greeted()
                client.asks(words)
                client.ends()  # before the next one comes

        address = listener.getsockname()
        talking = peer(clients)
        assert answer.serve(listener, 3) == 3
        assert talking.wait() == 0


def test_a_client_that_is_late_is_waited_for(answer, network, peer_once_asleep):
    with listening() as listener:
        address = listener.getsockname()
        clients = []

        def comes():
            listener.close()
            clients.append(Client(address))
            clients[0].is_greeted()

        def goes():
            clients[0].ends()

        with peer_once_asleep(comes, then=[goes]):
            assert answer.serve(listener, 1) == 1


def test_who_dies_is_not_counted(answer, network, peer):
    with listening() as listener:

        def clients():
            listener.close()
            first, second = Client(address), Client(address)
            first.is_greeted()
            second.is_greeted()
            first.dies()
            second.asks(b"and the other one")
            second.ends()

        address = listener.getsockname()
        talking = peer(clients)
        count = answer.serve(listener, 2)
        assert talking.wait() == 0, "one client died, and the other one was not served as it should"
        assert count == 1, f"two clients came, one of them died, and serve has counted {count}"


def test_many_at_once(answer, network, peer):
    with listening() as listener:

        def clients():
            listener.close()
            several = [Client(address) for _ in range(8)]
            for client in several:
                client.is_greeted()
            for client in reversed(several):
                client.asks(b"I am here")
            pids = {client.pid for client in several}
            assert len(pids) == 8, "two have talked to the same process"
            for client in several:
                client.ends()

        address = listener.getsockname()
        talking = peer(clients)
        assert answer.serve(listener, 8) == 8
        assert talking.wait() == 0


def test_the_listener_stays_open(answer, network):
    with listening() as listener:
        assert answer.serve(listener, 0) == 0
        assert os.get_blocking(listener.fileno())
        assert listener.gettimeout() is None
        socket.create_connection(listener.getsockname()).close()
