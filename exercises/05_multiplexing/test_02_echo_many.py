import os
import random
import socket
import struct
from pathlib import Path

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset
FORTY = range(40)


class Clients:
    """Clients that a peer plays, a step each time the server sleeps."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        self.stop, self.stops = os.pipe()
        self.here = {}

    def come(self, *names):
        for name in names:
            self.here[name] = socket.create_connection(self.address)

    def say(self, *names):
        for name in names:
            word = f"I am {name}".encode()
            self.here[name].sendall(word)
            came = b""
            while len(came) < len(word):
                piece = self.here[name].recv(len(word) - len(came))
                assert piece, f"the server hung up on {name}"
                came += piece
            assert came == word

    def end(self, *names):
        """End the direction of each, and be hung up on."""
        for name in names:
            with self.here.pop(name) as conn:
                conn.shutdown(socket.SHUT_WR)
                assert conn.recv(100) == b"", f"{name} has ended, and something came to it"

    def are_hung_up_on(self, *names):
        for name in names:
            assert self.here[name].recv(100) == b"", f"{name} was hung up on, and something came to it"

    def reset(self, name):
        with self.here.pop(name) as conn:
            conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def tell_to_stop(self):
        os.close(self.stops)


def served(answer, peer_once_asleep, clients, *steps):
    """Let the server serve while the clients take these steps, and then tell it to stop."""

    def take(step):
        if clients.listener is not None:
            clients.listener.close()  # the peer's copy
            clients.listener = None
        for function, *arguments in step:
            function(*arguments)

    first, *rest = steps
    with peer_once_asleep(take, first, then=[lambda step=step: take(step) for step in rest]):
        os.close(clients.stops)
        answer.serve(clients.listener, clients.stop)
    closed(clients)


def closed(clients):
    assert clients.listener.fileno() != -1, "serve closed the listener, which belongs to its caller"
    clients.listener.close()
    os.close(clients.stop)


def test_one_talks_while_the_other_is_silent(answer, network, peer, evidence):
    clients = Clients()

    def talk():
        clients.listener.close()
        clients.come("first", "second")
        clients.say("second", "second", "first")
        clients.end("first", "second")
        clients.tell_to_stop()

    talking = peer(talk)
    os.close(clients.stops)
    answer.serve(clients.listener, clients.stop)
    closed(clients)
    assert talking.wait() == 0, "a client was not answered, or not hung up on"
    evidence(lambda did: not did.naps, "serve has slept for a time of its own: for what?")


def test_forty_in_any_order(answer, network, process, peer_once_asleep):
    clients = Clients()
    order = random.Random(5).sample([*FORTY] * 3, 120)
    leaving = random.Random(6).sample(FORTY, 40)

    def count():
        Path("threads").write_text(str(process.threads() + len(process.children())))

    last = [(clients.end, *leaving), (clients.tell_to_stop,)]
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, *FORTY)],
        [(clients.say, *order)],
        [(count,), *last],
    )
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to serve all, and there are {threads} threads and children"


def test_one_goes_and_another_comes(answer, network, peer_once_asleep):
    clients = Clients()
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "one", "two"), (clients.say, "one")],
        [(clients.end, "one")],
        [(clients.come, "three"), (clients.say, "three", "two"), (clients.end, "two", "three")],
        [(clients.tell_to_stop,)],
    )


def test_who_resets_takes_nobody_along(answer, network, peer_once_asleep):
    clients = Clients()
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "one", "two"), (clients.say, "one", "two")],
        [(clients.reset, "one")],
        [(clients.say, "two"), (clients.end, "two"), (clients.tell_to_stop,)],
    )


def test_who_is_still_there_is_hung_up_on(answer, network, peer_once_asleep):
    clients = Clients()
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "one", "two"), (clients.say, "two")],
        [(clients.tell_to_stop,)],
    )


def test_serve_does_not_wait_until_all_have_gone(answer, network, peer_once_asleep):
    clients = Clients()
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "one", "two"), (clients.say, "two")],
        [(clients.tell_to_stop,), (clients.are_hung_up_on, "one", "two")],
    )


def test_nobody_comes(answer, network, peer_once_asleep):
    clients = Clients()
    served(answer, peer_once_asleep, clients, [(clients.tell_to_stop,)])
