import contextlib
import fcntl
import random
import socket
import sys
import termios
import time
from pathlib import Path

TWENTY = range(20)
LINE = b"".join(b"%05d " % number for number in range(160)) + b"end of line\n"


A_MOMENT = 0.001  # seconds between two looks
LOOKS = 50


def kept_by_the_kernel():
    """The size of the buffer of a new socket, of which there is one in each direction."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as new:
        return new.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)


def unread(sock):
    """The bytes that a stream socket holds: FIONREAD in unix(7)."""
    return int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder)


MOST = 550_000 + 2 * kept_by_the_kernel()  # usually less than a million


class Clients:
    """Clients that a peer plays, a step each time the server sleeps."""

    def __init__(self, process):
        self.process, self.listener = process, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind("")  # the kernel chooses a name that is in no folder: unix(7)
        self.listener.listen()
        self.address = self.listener.getsockname()
        self.here = {}
        self.given = b""

    def come(self, *names):
        """Connect, all at once."""
        with self.process.stopped():
            for name in names:
                self.here[name] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self.here[name].connect(self.address)

    def say(self, *names):
        for name in names:
            self.here[name].sendall(b"I am %s\n" % str(name).encode())
            self.hear(name, b"I AM %s\n" % str(name).upper().encode())

    def hear(self, name, expected):
        came = b""
        while len(came) < len(expected) and (piece := self.here[name].recv(len(expected) - len(came))):
            came += piece
        assert came == expected, f"{name} was to hear {len(expected)} bytes, and heard {len(came)}, or others"

    def end(self, *names):
        for name in names:
            with self.here.pop(name) as conn:
                conn.shutdown(socket.SHUT_WR)
                assert conn.recv(100) == b"", f"{name} has ended, and was to hear the end"

    def give(self, name):
        """Send lines as long as there is room for them, and do not read the answers."""
        with contextlib.suppress(BlockingIOError):
            while len(self.given) < 2 * MOST:
                rest = LINE[len(self.given) % len(LINE) :]
                self.given += rest[: self.here[name].send(rest, socket.MSG_DONTWAIT)]
        Path("given").write_text(str(len(self.given)))

    def wait_until_nothing_moves(self, name):
        """Wait until no more answers come, for there is no room for them."""
        before, same = 0, 0
        while same < LOOKS:
            now = unread(self.here[name])
            before, same = now, same + 1 if now == before > 0 else 0
            time.sleep(A_MOMENT)

    def finish(self, name):
        """End, and hear all answers at last."""
        with contextlib.closing(self.here[name]) as conn:
            conn.shutdown(socket.SHUT_WR)
            self.hear(name, self.given.upper())
            assert conn.recv(100) == b"", f"{name} has heard all, and was to hear the end"

    def go(self, name):
        """Close without a word, with an answer unread, and half a line sent."""
        with self.here.pop(name) as conn:
            conn.sendall(b"hello\nhalf a li")


def served(answer, peer_once_asleep, clients, count, *steps):
    """Let the server serve while the clients take these steps. Returns how many lines were answered."""

    def take(step):
        if clients.listener is not None:
            clients.listener.close()  # the peer's copy
            clients.listener = None
        for function, *arguments in step:
            function(*arguments)

    first, *rest = steps
    with peer_once_asleep(take, first, then=[lambda step=step: take(step) for step in rest]):
        lines = answer.serve(clients.listener, count)
    clients.listener.close()
    return lines


def test_one_talks_while_the_other_is_silent(answer, network, process, peer, still_waits, evidence):
    clients = Clients(process)

    def talk():
        clients.listener.close()
        clients.come("first", "second")
        clients.say("second", "second", "first")
        clients.end("first", "second")

    talking = peer(talk)
    lines = answer.serve(clients.listener, 2)
    assert talking.wait() == 0, "a client was not answered, or has not heard the end"
    assert lines == 3, f"3 lines were answered, and serve returned {lines}"
    still_waits(clients.listener)
    clients.listener.close()
    evidence(lambda did: not did.naps, "serve has slept for a time of its own: for what?")


def test_twenty_in_any_order(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    order = random.Random(5).sample([*TWENTY] * 3, 60)
    leaving = random.Random(6).sample(TWENTY, 20)

    def count():
        Path("threads").write_text(str(process.threads() + len(process.children())))

    lines = served(
        answer,
        peer_once_asleep,
        clients,
        20,
        [(clients.come, *TWENTY[:10]), (clients.say, *TWENTY[:10])],
        [(clients.come, *TWENTY[10:])],
        [(clients.say, *order)],
        [(count,), (clients.end, *leaving)],
    )
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to serve all, and there are {threads} threads and children"
    assert lines == 70, f"70 lines were answered, and serve returned {lines}"


def test_who_does_not_read_is_not_read(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    steps = [[(clients.come, "deaf", "other"), (clients.give, "deaf")], *[[(clients.give, "deaf")]] * 6]
    rest = [[(clients.say, "other"), (clients.end, "other")], [(clients.finish, "deaf")]]
    served(answer, peer_once_asleep, clients, 2, *steps, *rest)
    given = int(Path("given").read_text())
    assert given < MOST, f"a client that reads nothing got rid of {given} bytes: who keeps all the answers?"


def test_who_ends_and_reads_late_gets_all(answer, network, process, peer_once_asleep):
    clients = Clients(process)

    def say_much():
        clients.given = (
            LINE * 120
        )  # more than the kernel keeps for a reader, and little enough for a server to keep
        clients.here["late"].sendall(clients.given)
        clients.here["late"].shutdown(socket.SHUT_WR)

    lines = served(
        answer,
        peer_once_asleep,
        clients,
        2,
        [(clients.come, "late", "other"), (say_much,)],
        [(clients.end, "other"), (clients.wait_until_nothing_moves, "late"), (clients.finish, "late")],
    )
    assert lines == 120, f"120 lines were answered, and serve returned {lines}"


def test_who_goes_takes_nobody_along(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    lines = served(
        answer,
        peer_once_asleep,
        clients,
        2,
        [(clients.come, "one", "two"), (clients.say, "one", "two")],
        [(clients.go, "one")],
        [(clients.say, "two"), (clients.end, "two")],
    )
    assert lines >= 3, (
        f"one line of who has gone was answered, and two of the other, and serve returned {lines}"
    )


def test_the_last_line_lacks_its_newline(answer, network, process, peer_once_asleep):
    clients = Clients(process)

    def say(data):
        clients.here["one"].sendall(data)

    def end():
        clients.here["one"].shutdown(socket.SHUT_WR)
        clients.hear("one", b"LAST LINE")
        assert clients.here["one"].recv(100) == b""

    lines = served(
        answer,
        peer_once_asleep,
        clients,
        1,
        [(clients.come, "one"), (say, b"first l")],
        [(say, b"ine\nlast "), (clients.hear, "one", b"FIRST LINE\n")],
        [(say, b"line"), (end,)],
    )
    assert lines == 2, f"2 lines were answered, and serve returned {lines}"
