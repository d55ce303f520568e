import os
import select
import socket
import struct
from pathlib import Path

MANY = 60  # clients
FREE = 30  # numbers, of which an answer needs some itself
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


class Clients:
    """Clients that a peer plays, a step each time the server sleeps."""

    def __init__(self, process):
        self.process, self.listener = process, socket.create_server(("127.0.0.1", 0), backlog=MANY)
        self.address = self.listener.getsockname()
        self.stop, self.stops = os.pipe()
        self.outside, self.inside = [], []

    def come(self, count=MANY):
        """Connect, all at once, and say something; who is outside will not hear it yet."""
        with self.process.stopped():
            for number in range(count):
                self.outside.append(socket.create_connection(self.address))
                self.outside[-1].sendall(b"I am %02d" % number)

    def see_who_is_inside(self, name):
        """Receive the echo of those who have it, each its own, and write down how many these are and how many not."""
        now = select.select(self.outside, [], [], 0)[0]
        for conn in now:
            assert conn.recv(7, socket.MSG_WAITALL).startswith(b"I am "), "a client was turned away"
        self.inside += now
        self.outside = [conn for conn in self.outside if conn not in now]
        Path(name).write_text(f"{len(self.inside)} {len(self.outside)}")

    def talk(self):
        for conn in self.inside:
            conn.sendall(b"still here?")
            assert conn.recv(11, socket.MSG_WAITALL) == b"still here?"

    def go(self, count=MANY, resets=False):
        for conn in self.inside[:count]:
            if resets:
                conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            conn.close()
        del self.inside[:count]

    def end(self):
        """End the direction of each who is inside, and be hung up on."""
        while self.inside:
            with self.inside.pop() as conn:
                conn.shutdown(socket.SHUT_WR)
                assert conn.recv(100) == b""

    def count_threads(self):
        Path("threads").write_text(str(self.process.threads() + len(self.process.children())))

    def tell_to_stop(self):
        os.close(self.stops)


def few():
    """The number below which so many are free: dup(2) takes the lowest."""
    taken = [os.dup(0) for _ in range(FREE)]
    for fd in taken:
        os.close(fd)
    return taken[-1] + 1


def served(answer, peer_once_asleep, clients, *steps):
    """Let the server serve while the clients take these steps, and then tell it to stop."""

    def take(step):
        if clients.listener is not None:
            clients.listener.close()  # the peer's copy
            clients.listener = None
        for function, *arguments in step:
            function(*arguments)

    first, *rest = [*steps, [(clients.tell_to_stop,)]]
    with peer_once_asleep(take, first, then=[lambda step=step: take(step) for step in rest]):
        os.close(clients.stops)
        answer.serve(clients.listener, clients.stop, few())
    assert clients.listener.fileno() != -1, "serve closed the listener, which belongs to its caller"
    clients.listener.close()
    os.close(clients.stop)


def seen(name):
    inside, outside = map(int, Path(name).read_text().split())
    return inside, outside


def test_those_inside_are_served(answer, network, process, peer_once_asleep, evidence):
    clients = Clients(process)
    steps = [
        [(clients.come,)],
        [(clients.see_who_is_inside, "first"), (clients.count_threads,), (clients.talk,)],
    ]
    served(answer, peer_once_asleep, clients, *steps)
    inside, outside = seen("first")
    assert inside >= 10, f"there are numbers for more than 10 clients, and {inside} were served"
    assert outside > 0, f"there are numbers for {FREE} clients at most, and all {MANY} have one"
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to serve all, and there are {threads} threads and children"
    evidence(lambda did: not did.naps, "serve has slept for a time of its own: for what?")


def test_one_goes_and_one_comes_in(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    steps = [
        [(clients.come,)],
        [(clients.see_who_is_inside, "first"), (clients.go, 1)],
        [(clients.see_who_is_inside, "second"), (clients.go, 2, True)],
        [(clients.see_who_is_inside, "third"), (clients.talk,)],
    ]
    served(answer, peer_once_asleep, clients, *steps)
    outside = [seen(name)[1] for name in ("first", "second", "third")]
    assert outside[0] - outside[1] == 1, f"one has gone, and {outside[0] - outside[1]} came in"
    assert outside[1] - outside[2] == 2, f"two have gone, and {outside[1] - outside[2]} came in"


def test_all_are_served_in_the_end(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    steps = [[(clients.come,)]]
    for number in range(4):
        steps += [[(clients.see_who_is_inside, str(number)), (clients.go,)]]
    served(
        answer, peer_once_asleep, clients, *steps, [(clients.come, 3)], [(clients.see_who_is_inside, "last")]
    )
    assert seen("3")[1] == 0, (
        f"all who were inside have gone, four times, and {seen('3')[1]} are still outside"
    )
    assert seen("last") == (3, 0), "three more have come, and were not served"


def test_there_are_numbers_for_all(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    served(
        answer,
        peer_once_asleep,
        clients,
        [(clients.come, 5)],
        [(clients.see_who_is_inside, "five"), (clients.talk,)],
        [(clients.end,)],
    )
    assert seen("five") == (5, 0)


def test_afterwards_there_are_as_many_numbers_as_before(answer, network, process, peer_once_asleep):
    clients = Clients(process)
    served(answer, peer_once_asleep, clients, [(clients.come, 1)])
    files = [open(os.devnull) for _ in range(2 * FREE)]
    for file in files:
        file.close()
