import contextlib
import fcntl
import itertools
import select
import socket
import sys
import termios
from pathlib import Path

LIMIT = 10_000
WORDS = b"".join(
    b"%05d " % number for number in range(40_000)
)  # more than all buffers hold, no two pieces alike


def unread(sock):
    """The bytes that a stream socket holds: FIONREAD in unix(7)."""
    return int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder)


class Sides:
    """Both sides of a pump, played by a peer. The buffers between are so small that 4480 bytes fill each of them."""

    def __init__(self):
        self.source, self.gives = socket.socketpair()
        self.target, self.takes = socket.socketpair()
        for sock in (self.gives, self.target):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
        self.given, self.taken = 0, b""

    def close(self, *socks):
        for sock in socks:
            sock.close()

    def give(self):
        """Send as much as there is room for."""
        with contextlib.suppress(BlockingIOError):
            while self.given < len(WORDS):
                self.given += self.gives.send(WORDS[self.given :], socket.MSG_DONTWAIT)

    def give_one_buffer(self):
        self.given += self.gives.send(WORDS[self.given : self.given + 4480], socket.MSG_DONTWAIT)

    def count_held(self):
        """Write down what is neither before the pump nor behind it, and how much waits before it."""
        held = self.given - unread(self.source) - unread(self.takes) - len(self.taken)
        Path("held").write_text(f"{held} {unread(self.source)}")

    def take_some(self):
        """Receive what waits behind the pump, and no more."""
        self.taken += self.takes.recv(65536)

    def end(self):
        self.gives.shutdown(socket.SHUT_WR)

    def take(self):
        """Receive until the end, and write down whether all has come."""
        self.close(self.source, self.gives, self.target)
        came = self.taken
        while piece := self.takes.recv(65536):
            came += piece
        whole = came == WORDS[: self.given]
        Path("came").write_text("all" if whole else f"{len(came)} bytes, or others,")


def all_has_come():
    came = Path("came").read_text()
    assert came == "all", f"{came} have come, and not what was sent, each byte once and in order"


def holds_as_much_as_it_may():
    held, waiting = map(int, Path("held").read_text().split())
    assert held <= LIMIT, f"nobody reads, and pump holds {held} bytes: its limit is {LIMIT}"
    assert held == LIMIT, f"pump holds {held} bytes of {LIMIT} that it may hold, and {waiting} more have come"


def test_nobody_reads(answer, process, peer_once_asleep):
    sides = Sides()

    def count_threads():
        Path("threads").write_text(str(process.threads() + len(process.children())))
        sides.end()

    steps = [*itertools.repeat(sides.give, 5), sides.count_held, count_threads, sides.take]
    with peer_once_asleep(sides.give, then=steps):
        sides.close(sides.gives, sides.takes)
        total = answer.pump(sides.source, sides.target, LIMIT)
    holds_as_much_as_it_may()
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to do it all, and there are {threads} threads and children"
    all_has_come()
    assert total > LIMIT
    sides.close(sides.source, sides.target)


def test_some_is_read_and_no_more(answer, peer_once_asleep):
    sides = Sides()
    steps = [
        *itertools.repeat(sides.give, 5),
        sides.take_some,
        *itertools.repeat(sides.give, 3),
        sides.count_held,
    ]
    with peer_once_asleep(sides.give, then=[*steps, sides.end, sides.take]):
        sides.close(sides.gives, sides.takes)
        answer.pump(sides.source, sides.target, LIMIT)
    holds_as_much_as_it_may()
    all_has_come()
    sides.close(sides.source, sides.target)


def test_the_end_comes_while_nobody_reads(answer, peer_once_asleep):
    sides = Sides()
    steps = [sides.give_one_buffer, sides.end, sides.take]  # pump holds the second half of what was given
    with peer_once_asleep(sides.give_one_buffer, then=steps):
        sides.close(sides.gives, sides.takes)
        answer.pump(sides.source, sides.target, LIMIT)
    all_has_come()
    sides.close(sides.source, sides.target)


def test_it_comes_and_goes(answer, peer):
    sides = Sides()

    def talk():
        for word in (b"a", b"few", b"words"):
            sides.gives.sendall(word)
            came = b""
            while len(came) < len(word) and (piece := sides.takes.recv(100)):
                came += piece
            assert came == word
        sides.end()

    talking = peer(talk)
    sides.gives.close()
    total = answer.pump(sides.source, sides.target, LIMIT)
    assert talking.wait() == 0, "not each word has come through before the next one was said"
    assert select.select([sides.takes], [], [], 0)[0], "pump came back, and has not passed the end on"
    assert total == len(b"afewwords"), f"9 bytes have gone through, and pump returned {total}"
    sides.close(sides.source, sides.target, sides.takes)


def test_much_goes_through(answer, peer):
    for limit in (1000, 5000, 4480, 1 << 20):
        sides = Sides()
        sides.given = len(WORDS)
        giving, taking = peer(give_all, sides), peer(sides.take)
        sides.close(sides.gives, sides.takes)
        total = answer.pump(sides.source, sides.target, limit)
        sides.close(sides.source, sides.target)
        assert giving.wait() == 0
        assert taking.wait() == 0
        all_has_come()
        assert total == len(WORDS), f"{len(WORDS)} bytes have gone through, and pump returned {total}"


def give_all(sides):
    sides.close(sides.source, sides.takes, sides.target)
    sides.gives.sendall(WORDS)


def test_a_limit_of_one(answer):
    (source, gives), (target, takes) = socket.socketpair(), socket.socketpair()
    gives.sendall(b"byte by byte")
    gives.close()
    assert answer.pump(source, target, 1) == len(b"byte by byte")
    target.close()
    assert takes.recv(100, socket.MSG_WAITALL) == b"byte by byte"
    source.close()
    takes.close()


def test_there_is_only_an_end(answer, still_waits):
    (source, gives), (target, takes) = socket.socketpair(), socket.socketpair()
    gives.close()
    assert answer.pump(source, target, LIMIT) == 0
    assert takes.recv(100) == b""
    with contextlib.suppress(BrokenPipeError):
        takes.sendall(b"back")
    assert target.recv(4) == b"back", "only the direction in which bytes were passed on was to end"
    for sock in (source, target):
        still_waits(sock)
        sock.close()
    takes.close()
