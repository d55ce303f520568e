import contextlib
import fcntl
import os
import select
import socket
import sys
import termios
import time
from pathlib import Path

A_MINUTE = 60.0
A_MOMENT = 0.005
A_WHILE = 0.1
ROUNDED = 0.01  # seconds more or less, for some calls count in milliseconds


class Clients:
    """Clients that a peer plays, a step each time the server sleeps."""

    def __init__(self, process):
        self.process, self.listener = process, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind("")  # the kernel chooses a name that is in no folder: unix(7)
        self.listener.listen()
        self.address = self.listener.getsockname()
        self.stop, self.stops = os.pipe()
        self.here = {}

    def come(self, *names):
        for name in names:
            self.here[name] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.here[name].connect(self.address)

    def say(self, name, data):
        self.here[name].sendall(data)

    def hear(self, name, expected):
        """Receive what was expected, or write down what else has come."""
        came = b""
        with contextlib.suppress(ConnectionError):
            while len(came) < len(expected) and (piece := self.here[name].recv(len(expected) - len(came))):
                came += piece
        Path(name).write_bytes(came)

    def look(self, *names):
        """Write down of each whether it has been hung up on by now."""
        for name in names:
            conn = self.here[name]
            ended = bool(select.select([conn], [], [], 0)[0]) and conn.recv(1) == b""
            Path(f"{name} is").write_text("gone" if ended else "still there")

    def end(self, *names):
        for name in names:
            self.here[name].close()

    def finish(self, name):
        """End one direction, and hear that of the other one."""
        self.here[name].shutdown(socket.SHUT_WR)
        assert self.here[name].recv(100) == b"", f"{name} has ended, and was to hear the end"

    def knock(self):
        """Write down whether somebody new is let in, or at least may wait for that."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as conn:
            refused = conn.connect_ex(self.address) != 0
        Path("new").write_text("refused" if refused else "let in")

    def look_at_the_limit(self, name):
        """Write down the time limit of the wait, and how much of the minute is left at least."""
        limit, passed = self.process.time_limit(), time.monotonic() - self.told
        Path(name).write_text(f"{limit} {A_MINUTE - passed}" if limit else "")

    def count_threads(self):
        Path("threads").write_text(str(self.process.threads() + len(self.process.children())))

    def tell_to_stop(self):
        self.told = time.monotonic()
        os.close(self.stops)

    def say_and_stop(self, name, data):
        """Say something, and end `stop`, so that both have come when the server looks."""
        with self.process.stopped():
            self.say(name, data)
            self.tell_to_stop()


def served(answer, peer_once_asleep, clients, *steps):
    """Let the server serve while the clients take these steps; `for a minute` behind the end of `stop`."""

    def take(step):
        if clients.listener is not None:
            clients.listener.close()  # the peer's copy
            clients.listener = None
        for function, *arguments in step:
            function(*arguments)

    first, *rest = steps
    then = [lambda step=step: take(step) for step in rest]
    with peer_once_asleep(take, first, then=then, limited="for long"):
        os.close(clients.stops)
        cut_off = answer.serve(clients.listener, clients.stop, A_MINUTE)
    os.close(clients.stop)
    assert clients.listener.fileno() == -1, "serve was to close the listener"
    return cut_off


def test_lines_are_answered_until_then(answer, network, process, peer_once_asleep, evidence):
    clients = Clients(process)
    cut_off = served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "one", "two"), (clients.say, "one", b"hal")],
        [(clients.say, "two", b"hello\n"), (clients.hear, "two", b"HELLO\n")],
        [(clients.count_threads,), (clients.say, "one", b"f\n"), (clients.hear, "one", b"HALF\n")],
        [(clients.finish, "two")],
        [(clients.tell_to_stop,)],
    )
    assert Path("one").read_bytes() == b"HALF\n"
    assert Path("two").read_bytes() == b"HELLO\n"
    assert cut_off == 0, f"nobody was in the middle of a line, and serve returned {cut_off}"
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to serve all, and there are {threads} threads and children"
    evidence(lambda did: not did.naps, "serve has slept for a time of its own: for what?")


def test_who_goes_takes_nobody_along(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "one", "two"), (clients.say, "one", b"hello\n")],
        [(clients.end, "one")],  # with the answer unread, which makes a reset
        [(clients.say, "two", b"hello\n"), (clients.hear, "two", b"HELLO\n")],
        [(clients.tell_to_stop,)],
    )
    assert Path("two").read_bytes() == b"HELLO\n", "one has gone, and the other one got no answer"


def test_who_is_in_the_middle_may_finish(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    cut_off = served(
        answer,
        peer_once_asleep,
        clients,
        [
            (clients.come, "idle", "busy", "late"),
            (clients.say, "busy", b"hel"),
            (clients.say, "late", b"good "),
        ],
        [(clients.tell_to_stop,)],
        [(clients.look, "idle", "busy"), (clients.end, "idle"), (clients.say, "busy", b"l")],
        [(clients.say, "busy", b"o\n"), (clients.hear, "busy", b"HELLO\n")],
        [(clients.look, "busy"), (clients.end, "busy", "late")],
    )
    assert Path("idle is").read_text() == "gone", "an idle client was not hung up on at once"
    assert Path("busy").read_bytes() == b"HELLO\n", "a client was in the middle of a line, and got no answer"
    assert Path("busy is").read_text() == "gone", "a client has finished its line, and was not hung up on"
    assert cut_off == 0, f"one has finished its line, one has ended, and serve has cut off {cut_off}"


def test_each_wait_has_the_time_that_is_left(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "busy"), (clients.say, "busy", b"hel")],
        [(time.sleep, 3 * A_WHILE), (clients.tell_to_stop,)],
        [(clients.look_at_the_limit, "first"), (time.sleep, A_WHILE), (clients.say, "busy", b"l")],
        [(clients.look_at_the_limit, "second"), (clients.end, "busy")],
    )
    looks = [list(map(float, Path(name).read_text().split())) for name in ("first", "second")]
    if all(looks):  # otherwise it keeps time in another way
        for limit, least in looks:
            assert limit > least - ROUNDED, (
                f"{least:.2f} s were left, and a wait was to end after {limit:.2f} s"
            )
        (first, _), (second, _) = looks
        assert second < first - A_WHILE + ROUNDED, (
            f"{A_WHILE} s after a wait for up to {first:.2f} s began another one, for up to {second:.2f} s"
        )


def test_nobody_comes_in_any_more(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "busy"), (clients.say, "busy", b"hel")],
        [(clients.tell_to_stop,)],
        [(clients.knock,), (clients.end, "busy")],
    )
    assert Path("new").read_text() == "refused", "serve was told to stop, and somebody new was let in"


def test_what_had_come_is_answered(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    cut_off = served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, "quick", "idle")],
        [(clients.say_and_stop, "quick", b"hello\n"), (clients.hear, "quick", b"HELLO\n")],
    )
    assert Path("quick").read_bytes() == b"HELLO\n", (
        "a line had come when it was time to go, and got no answer"
    )
    assert cut_off == 0


def is_received(sock):
    """Whether all that was sent into a stream socket has been received: SIOCOUTQ in unix(7)."""
    return sys.platform != "linux" or not int.from_bytes(
        fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)), sys.byteorder
    )


def drip(socks, tell):
    """Send bytes of a line without an end, each when the one before it was received, and tell for how long."""
    told = b"were listened to for 0.75 s at least"
    try:
        for _ in range(150):
            while not (free := [sock for sock in socks if is_received(sock)]):
                time.sleep(A_MOMENT)
            for sock in free:
                sock.sendall(b"!")
            time.sleep(A_MOMENT)
    except OSError:
        told = b"were sent away"
    os.write(tell, told)


def test_who_never_finishes_is_cut_off(answer, network, process, peer):
    clients = Clients(process)
    told, tell = os.pipe()

    def play():
        clients.listener.close()
        clients.come("one", "two", "silent", "idle")
        for name in clients.here:
            clients.say(name, b"hello\n")
            clients.hear(name, b"HELLO\n")
        for name in ("one", "two", "silent"):
            clients.say(name, b"half a li")
            while not is_received(clients.here[name]):
                time.sleep(A_MOMENT)
        clients.tell_to_stop()
        drip([clients.here["one"], clients.here["two"]], tell)

    peer(play)
    os.close(tell)
    os.close(clients.stops)
    cut_off = answer.serve(clients.listener, clients.stop, 0.3)
    happened = os.read(told, 100).decode()
    os.close(told)
    os.close(clients.stop)
    assert happened == "were sent away", f"with a limit of 0.3 s for all, those who drip {happened}"
    assert cut_off == 3, f"three were in the middle of a line, one was idle, and serve has cut off {cut_off}"
