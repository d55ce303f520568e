import os
import signal
import socket
import struct
from pathlib import Path

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


class Clients:
    """Clients that a peer plays, a step each time the server sleeps; what they see is written down."""

    def __init__(self, process):
        self.process, self.listener = process, socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        self.stop, self.stops = os.pipe()
        self.here = {}

    def come(self, *names):
        """Connect all, and then read with which process each of them talks; write these down."""
        for name in names:
            self.here[name] = socket.create_connection(self.address).makefile("rwb")
        for name in names:
            line = self.here[name].readline()
            assert line.startswith(b"process "), f"{name} was greeted with {line}"
            Path(name).write_bytes(line.removeprefix(b"process "))

    def say(self, name, words):
        self.here[name].write(words + b"\n")
        self.here[name].flush()
        assert self.here[name].readline() == words.upper() + b"\n"

    def go(self, *names):
        for name in names:
            self.here.pop(name).close()

    def count_workers(self):
        Path("workers").write_text(str(len(self.process.children())))

    def kill_workers(self):
        for worker in self.process.children():
            worker.send(signal.SIGKILL)

    def tell_to_stop(self):
        os.close(self.stops)


def forked(answer, peer_once_asleep, clients, workers, *steps):
    """Let the server serve while the clients take these steps, each a list of functions with their arguments."""

    def take(step):
        if clients.listener is not None:
            clients.listener.close()  # the peer's copy
            clients.listener = None
        for function, *arguments in step:
            function(*arguments)

    first, *rest = [*steps, [(clients.tell_to_stop,)]]
    with peer_once_asleep(take, first, then=[lambda step=step: take(step) for step in rest]):
        os.close(clients.stops)
        count = answer.prefork(clients.listener, workers, clients.stop)
    assert clients.listener.fileno() != -1, "prefork closed the listener, which belongs to its caller"
    clients.listener.close()
    os.close(clients.stop)
    return count


def process_of(name):
    return int(Path(name).read_text())


def test_the_workers_are_there_before_the_clients(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    count = forked(answer, peer_once_asleep, clients, 3, [(clients.count_workers,)])
    workers = int(Path("workers").read_text())
    assert workers == 3, f"no client has come yet, and there are {workers} workers, not 3"
    assert count == 3


def test_each_client_has_a_worker(answer, network, process, peer_once_asleep, evidence):
    clients = Clients(process)
    names = ("one", "two", "three")
    steps = [
        [(clients.come, *names), (clients.say, "three", b"hello"), (clients.say, "one", b"world")],
        [(clients.count_workers,)],
    ]
    forked(answer, peer_once_asleep, clients, 3, *steps)
    assert len({process_of(name) for name in names}) == 3, "two clients have talked to the same process"
    assert Path("workers").read_text() == "3", "there are more processes than workers"
    evidence(
        lambda did: all(pid in did.children for pid, _ in did.accepts),
        "the parent of the workers has called accept itself",
    )


def test_the_workers_stay(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    first, second = ("one", "two"), ("three", "four")
    steps = [[(clients.come, *first), (clients.go, *first)], [(clients.come, *second)]]
    count = forked(answer, peer_once_asleep, clients, 2, *steps)
    assert {process_of(name) for name in first} == {process_of(name) for name in second}
    assert count == 2, f"nobody has died, and {count} workers were forked, not 2"


def test_one_that_waits_is_next(answer, network, process, peer_once_asleep):
    clients = Clients(process)

    def wait():
        clients.here["two"] = socket.create_connection(clients.address).makefile("rwb")

    def is_greeted():
        Path("two").write_bytes(clients.here["two"].readline().removeprefix(b"process "))

    steps = [[(clients.come, "one"), (wait,)], [(clients.go, "one"), (is_greeted,)]]
    forked(answer, peer_once_asleep, clients, 1, *steps)
    assert process_of("one") == process_of("two"), "there is one worker, and two have talked to clients"


def test_the_dead_are_replaced(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    names = ("two", "three")
    steps = [
        [(clients.come, "one"), (clients.kill_workers,)],
        [(clients.count_workers,), (clients.come, *names), (clients.say, "two", b"hello")],
    ]
    count = forked(answer, peer_once_asleep, clients, 2, *steps)
    assert Path("workers").read_text() == "2", "two workers were killed, and not two are there afterwards"
    assert len({process_of(name) for name in ("one", *names)}) == 3
    assert count == 4, f"two workers were killed, and {count} were forked in all, not 4"


def test_a_client_that_dies_takes_nobody_along(answer, network, process, peer_once_asleep):
    clients = Clients(process)

    def come_and_die():
        with socket.create_connection(clients.address) as sock:
            sock.recv(100)
            sock.sendall(b"half a li")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    steps = [[(come_and_die,)], [(clients.come, "two"), (clients.say, "two", b"hello")]]
    count = forked(answer, peer_once_asleep, clients, 1, *steps)
    assert count == 1, f"a client has died, and {count - 1} workers with it"


def test_conversations_are_cut_off(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    forked(answer, peer_once_asleep, clients, 2, [(clients.come, "one"), (clients.say, "one", b"hello")])
