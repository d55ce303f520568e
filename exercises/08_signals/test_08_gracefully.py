import signal
import socket
from pathlib import Path


class Clients:
    """Clients that a peer plays, a step each time the server sleeps; they write down what they get."""

    def __init__(self, process):
        self.process, self.listener, self.sockets = process, socket.create_server(("127.0.0.1", 0)), {}
        self.address = self.listener.getsockname()

    def comes(self, name, says):
        """Connect, and say something."""
        self.listener.close()  # the peer's copy, or nobody would ever be refused
        try:
            self.sockets[name] = socket.create_connection(self.address)
        except ConnectionRefusedError:
            Path(name).write_bytes(b"refused")
        else:
            self.says(name, says)

    def says(self, name, text):
        self.sockets[name].sendall(text)

    def hears(self, name):
        """Receive to the end, whatever that is."""
        data = b""
        try:
            while more := self.sockets[name].recv(1000):
                data += more
        except ConnectionResetError:
            data += b"reset"
        Path(name).write_bytes(data)

    def asks_to_end(self):
        self.process.send(signal.SIGTERM)


def served(answer, peer_once_asleep, clients, *steps):
    """Let the server serve while the clients take these steps; each is a list of functions with their arguments."""

    def take(step):
        for function, *arguments in step:
            function(*arguments)

    first, *rest = steps
    with peer_once_asleep(take, first, then=[lambda step=step: take(step) for step in rest]):
        count = answer.serve(clients.listener)
    assert clients.listener.fileno() == -1, "serve came back, and its listener is still open"
    return count


def test_clients_are_served_one_after_the_other(answer, process, peer_once_asleep):
    clients = Clients(process)
    steps = [
        [(clients.comes, "first", b"hello\n"), (clients.hears, "first")],
        [(clients.comes, "second", b"good ")],
        [(clients.says, "second", b"bye\n"), (clients.hears, "second")],
        [(clients.asks_to_end,)],
    ]
    count = served(answer, peer_once_asleep, clients, *steps)
    assert (Path("first").read_bytes(), Path("second").read_bytes()) == (b"HELLO\n", b"GOOD BYE\n")
    assert count == 2


def test_asked_in_accept_it_ends(answer, process, peer_once_asleep):
    clients = Clients(process)
    assert served(answer, peer_once_asleep, clients, [(clients.asks_to_end,)]) == 0


def test_the_client_at_hand_gets_its_answer(answer, process, peer_once_asleep):
    clients = Clients(process)
    steps = [
        [(clients.comes, "first", b"how are ")],
        [(clients.asks_to_end,)],
        [(clients.says, "first", b"you?\n"), (clients.hears, "first")],
    ]
    count = served(answer, peer_once_asleep, clients, *steps)
    got = Path("first").read_bytes()
    assert got == b"HOW ARE YOU?\n", f"SIGTERM came in the middle of its question, and the client got {got!r}"
    assert count == 1


def test_nobody_is_let_in_meanwhile(answer, process, peer_once_asleep):
    clients = Clients(process)
    steps = [
        [(clients.comes, "first", b"how are ")],
        [(clients.asks_to_end,)],
        [(clients.comes, "late", b"and me?\n"), (clients.says, "first", b"you?\n"), (clients.hears, "first")],
    ]
    served(answer, peer_once_asleep, clients, *steps)
    late = Path("late").read_bytes() if Path("late").exists() else b""
    assert late == b"refused", (
        "a client connected after SIGTERM, while another one was being served, and was not refused"
    )


def test_who_was_not_accepted_yet_is_not_served(answer, process, peer_once_asleep):
    clients = Clients(process)
    steps = [
        [(clients.comes, "first", b"how are "), (clients.comes, "next", b"and me?\n")],
        [(clients.asks_to_end,)],
        [(clients.says, "first", b"you?\n"), (clients.hears, "first"), (clients.hears, "next")],
    ]
    count = served(answer, peer_once_asleep, clients, *steps)
    got = Path("next").read_bytes()
    assert got in (b"", b"reset"), (
        f"a client that was not accepted before SIGTERM came was served: it got {got!r}"
    )
    assert count == 1


def test_twice_means_now(answer, process, peer_once_asleep):
    clients = Clients(process)
    steps = [
        [(clients.comes, "first", b"how are ")],
        [(clients.asks_to_end,)],
        [(clients.asks_to_end,), (clients.hears, "first")],
    ]
    count = served(answer, peer_once_asleep, clients, *steps)
    got = Path("first").read_bytes()
    assert got in (b"", b"reset"), (
        f"SIGTERM came twice, and the client that had asked half a question got {got!r}"
    )
    assert count == 0


def test_a_client_that_leaves_is_not_counted(answer, process, peer_once_asleep):
    clients = Clients(process)

    def leaves():
        clients.sockets["first"].shutdown(socket.SHUT_WR)
        clients.hears("first")

    steps = [
        [(clients.comes, "first", b"how are ")],
        [(leaves,)],
        [(clients.comes, "second", b"a" * 999 + b"\n"), (clients.hears, "second")],
        [(clients.asks_to_end,)],
    ]
    count = served(answer, peer_once_asleep, clients, *steps)
    assert Path("first").read_bytes() == b""
    assert Path("second").read_bytes() == b"A" * 999 + b"\n"
    assert count == 1


def test_afterwards_sigterm_is_what_it_was(answer, process, peer_once_asleep):
    clients = Clients(process)
    served(answer, peer_once_asleep, clients, [(clients.asks_to_end,)])
    for what, is_so in (
        ("calls your handler", process.catches),
        ("is ignored", process.ignores),
        ("is blocked", process.blocks),
    ):
        assert not is_so(signal.SIGTERM), f"serve came back, and SIGTERM still {what}"
