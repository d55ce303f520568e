"""What an answer has done, as its test asks for it: plain facts of the deeds that the keeper has written down."""

from __future__ import annotations

import itertools
import json
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from kata.agent.settle import BELL, mark
from kata.kernel.deeds import Deed
from kata.runner.hearing import ASKS, ASKS_NO_MORE, ASKS_WITHIN, ASLEEP, FILE, HOLDS, SPINS, TIMED
from kata.runner.peers import Peer
from kata.runner.state import PROVE, RUN

A_MOMENT = 0.05  # seconds


@dataclass(frozen=True)
class Made:
    """A process of the answer. programs: what it became, by path, in order. status: with which it has ended itself,
    None where a signal has ended it or it is still there."""

    pid: int
    programs: tuple[str, ...] = ()
    status: int | None = None


@dataclass(frozen=True)
class Flow:
    """Bytes that went into one pipe, FIFO or socket, or were asked for out of it, as one process did it.

    kind: "pipe", "fifo" or "socket". size: bytes of all calls together. calls: how many.
    """

    pid: int
    kind: str
    inode: int
    direction: str
    size: int
    calls: int


@dataclass(frozen=True)
class Evidence:
    """What an answer did between the beginning of its test and now.

    forks: how often it has asked for a new process. processes: those that have shown themselves. pipes: how many it has
    made. pairs, sockets: family, type and protocol of each. signals: target and number of each. sizes: of pipes, as it
    has changed them. flows: "read" and "write", one for each process and thing. naps: how often it has slept for a time
    of its own. looks, waits: how often it has asked for the status of a child without waiting, and with. order: who did
    "read", "write" or "exit", and which, one after the other; the same again and again is told once.
    """

    forks: int
    processes: tuple[Made, ...]
    pipes: int
    pairs: tuple[tuple[int, ...], ...]
    sockets: tuple[tuple[int, ...], ...]
    signals: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    flows: tuple[Flow, ...]
    naps: int
    looks: int
    waits: int
    order: tuple[tuple[int, str], ...]

    def written(self, kind: str = "", by: Iterable[int] | None = None, inode: int | None = None) -> int:
        """Bytes that it wrote. kind: to this kind of thing only. by: these processes only. inode: to this one only."""
        return _sum(self.flows, "write", kind, by, inode)

    def reads(self, kind: str = "", by: Iterable[int] | None = None, inode: int | None = None) -> int:
        """How often it asked for bytes; as for `written`."""
        return sum(flow.calls for flow in _chosen(self.flows, "read", kind, by, inode))

    @property
    def children(self) -> tuple[int, ...]:
        """The pids of its processes."""
        return tuple(process.pid for process in self.processes)

    @property
    def writers(self) -> frozenset[int]:
        """The pids of those who wrote something."""
        return frozenset(flow.pid for flow in self.flows if flow.direction == "write")

    @property
    def killed(self) -> tuple[int, ...]:
        """The pids of its processes that have not ended by themselves, if it has sent signals.

        To whom is not known: behind walls, its numbers of processes are others.
        """
        signalled = any(number for _, number in self.signals)
        return tuple(each.pid for each in self.processes if each.status is None and signalled)

    def passed(self, by: Iterable[int] | None = None, to: Iterable[int] | None = None) -> int:
        """Bytes that the processes `by` wrote into pipes, FIFOs and sockets out of which others, of `to`, have read.

        Which socket is the peer of which is not known: any of them will do.
        """
        readers: dict[int, set[int]] = {}
        for flow in _chosen(self.flows, "read", "", to, None):
            readers.setdefault(_way(flow), set()).add(flow.pid)
        wrote = _chosen(self.flows, "write", "", by, None)
        return sum(flow.size for flow in wrote if readers.get(_way(flow), set()) - {flow.pid})

    def story(self, *whats: str) -> list[str]:
        """The order of these deeds, each as "parent writes" or "child exits"; the same again and again is told once."""
        told = [
            f"{'child' if pid in self.children else 'parent'} {what}s"
            for pid, what in self.order
            if what in whats
        ]
        return [each for each, _ in itertools.groupby(told)]

    def through(self, kind: str) -> int:
        """Bytes that it wrote into things of this kind out of which it read as well."""
        read = {(flow.kind, flow.inode) for flow in self.flows if flow.direction == "read"}
        both = [flow for flow in self.flows if (flow.kind, flow.inode) in read]
        return _sum(tuple(both), "write", kind, None, None)


def _way(flow: Flow) -> int:
    """Both ends of a pipe are one inode, those of a socket pair are two: 0 for any of these."""
    return 0 if flow.kind == "socket" else flow.inode


def _chosen(
    flows: tuple[Flow, ...], direction: str, kind: str, by: Iterable[int] | None, inode: int | None
) -> list[Flow]:
    pids = None if by is None else set(by)
    return [
        flow
        for flow in flows
        if flow.direction == direction
        and (not kind or flow.kind == kind)
        and (pids is None or flow.pid in pids)
        and inode in (None, flow.inode)
    ]


def _sum(
    flows: tuple[Flow, ...], direction: str, kind: str, by: Iterable[int] | None, inode: int | None
) -> int:
    return sum(flow.size for flow in _chosen(flows, direction, kind, by, inode))


def read(folder: Path) -> list[Deed]:
    """The deeds of an answer so far, in their order; none where there is no file."""
    try:
        fd = os.open(folder / FILE, os.O_RDONLY)
    except FileNotFoundError:
        return []
    with open(fd, "rb") as file:
        lines = file.read(os.fstat(fd).st_size).splitlines()
    return [_deed(*json.loads(line)) for line in lines]


def _deed(
    pid: int, what: str, numbers: list[int], program: str, thing: list[int | str] | None, size: int
) -> Deed:
    kind, inode = thing or ("", 0)
    return Deed(pid, what, tuple(numbers), program, (str(kind), int(inode)) if thing else None, size)


def told_by(deeds: list[Deed]) -> Evidence:
    """The facts in a list of deeds."""

    def numbers(what: str) -> tuple[tuple[int, ...], ...]:
        return tuple(deed.numbers for deed in deeds if deed.what == what)

    return Evidence(
        forks=len(numbers("fork")),
        processes=_processes(deeds),
        pipes=len(numbers("pipe")),
        pairs=numbers("pair"),
        sockets=numbers("socket"),
        signals=numbers("signal"),
        sizes=tuple(size for (size,) in numbers("resize")),
        flows=_flows(deeds),
        naps=len(numbers("nap")),
        looks=numbers("wait").count((1,)),
        waits=numbers("wait").count((0,)),
        order=tuple(each for each, _ in itertools.groupby(_ordered(deeds))),
    )


def _ordered(deeds: list[Deed]) -> list[tuple[int, str]]:
    return [(deed.pid, deed.what) for deed in deeds if deed.what in ("read", "write", "exit")]


def _processes(deeds: list[Deed]) -> tuple[Made, ...]:
    statuses = {deed.pid: deed.numbers[0] for deed in deeds if deed.what == "exit"}
    return tuple(
        Made(
            born.pid,
            tuple(each.program for each in deeds if each.pid == born.pid and each.what == "exec"),
            statuses.get(born.pid),
        )
        for born in deeds
        if born.what == "born"
    )


def _flows(deeds: list[Deed]) -> tuple[Flow, ...]:
    sums: dict[tuple[int, str, int, str], tuple[int, int]] = {}
    for deed in deeds:
        if deed.thing is not None and deed.what in ("read", "write"):
            key = (deed.pid, *deed.thing, deed.what)
            size, calls = sums.get(key, (0, 0))
            sums[key] = size + deed.size, calls + 1
    return tuple(Flow(*key, *numbers) for key, numbers in sums.items())


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Callable[[Callable[[Evidence], object], str], None]:
    """`evidence(check, sentence)`: fail with the sentence unless the check holds of what the answer has done so far.

    Where nothing can be heard of that, nothing is checked.
    """

    def check_it(check: Callable[[Evidence], object], sentence: str) -> None:
        if is_heard(request) and not check(told_by(read(request.node.stash[RUN].folder))):
            pytest.fail(sentence, pytrace=False)

    return check_it


@pytest.fixture
def hold(request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    """`hold("read")` or `hold("exit")`: from now on, each process of the answer does so only when all others sleep.

    So a reader is always late, if only by OVERTAKEN deeds of others, and a child outlives whatever does not wait for
    it. An answer that spins or naps meanwhile, and never sleeps until somebody wakes it, fails the test. Where deeds
    cannot be heard, nothing is held.
    """

    def hold_it(what: str) -> None:
        if is_heard(request):
            mark(next(number for number, deed in HOLDS.items() if deed == what))

    yield hold_it
    told = _how_it_slept(request)
    if told:
        pytest.fail(told, pytrace=False)


@pytest.fixture
def once_asleep(
    request: pytest.FixtureRequest, if_at_work: Callable[[FrameType | None, Callable[[], object]], bool]
) -> Callable[..., AbstractContextManager[None]]:
    """`with once_asleep(function):` around a call of the answer: the function is called when the answer sleeps.

    What the answer waits for has not come before, so it must have waited, in a call without a time limit. At the end of
    the block the test fails if it did not. With `limited=True` the call may have a limit, but what comes must wake it,
    as it does no nap. Where sleep cannot be seen, the function is called after A_MOMENT.
    """

    @contextmanager
    def start(function: Callable[[], object], limited: bool = False) -> Iterator[None]:
        called: list[bool] = []
        bell = BELL if is_heard(request) else signal.SIGALRM

        def ask() -> None:
            if is_heard(request):
                mark(ASKS_WITHIN if limited else ASKS)
            else:
                signal.setitimer(signal.ITIMER_REAL, A_MOMENT)

        def ring(signum: int, frame: FrameType | None) -> None:
            if called:
                return
            if if_at_work(frame, function):
                called.append(True)
            else:
                ask()

        signal.signal(bell, ring)
        ask()
        try:
            yield
        finally:
            mark(ASKS_NO_MORE)
            signal.setitimer(signal.ITIMER_REAL, 0)
            told = _how_it_slept(request)
            if told:
                pytest.fail(told, pytrace=False)
            signal.signal(bell, signal.SIG_DFL)
        if not called:
            pytest.fail("The answer came back before anything had come: it did not wait.", pytrace=False)

    return start


@pytest.fixture
def peer_once_asleep(
    request: pytest.FixtureRequest, peer: Callable[..., Peer]
) -> Callable[..., AbstractContextManager[None]]:
    """`with peer_once_asleep(function, *arguments):` the same, but a peer calls the function, with its copies of all
    descriptors; so nothing interrupts the answer.

    Within the block the test closes what is the peer's, for an end is closed when its last copy is.
    """

    def at_the_bell(
        ready: int, asks: int, function: Callable[..., object], arguments: tuple[object, ...]
    ) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [BELL])
        mark(asks)
        os.close(ready)
        if is_heard(request):
            signal.sigwait([BELL])
        else:
            time.sleep(A_MOMENT)
        function(*arguments)

    @contextmanager
    def start(function: Callable[..., object], *arguments: object, limited: bool = False) -> Iterator[None]:
        until, ready = os.pipe()
        other = peer(at_the_bell, ready, ASKS_WITHIN if limited else ASKS, function, arguments)
        os.close(ready)
        os.read(until, 1)
        os.close(until)
        try:
            yield
        finally:
            mark(ASKS_NO_MORE)
            told = _how_it_slept(request)
            if told:
                pytest.fail(told, pytrace=False)
        if is_heard(request) and not _has_slept(request):
            pytest.fail("The answer came back before anything had come: it did not wait.", pytrace=False)
        assert other.wait() == 0, "the other side of the answer has failed"

    return start


SLEEPLESS = {
    SPINS: "The answer never sleeps: it spins, and asks again and again for what has not come.",
    TIMED: "The answer sleeps for a time of its own; it was to wait until something comes.",
}


def _how_it_slept(request: pytest.FixtureRequest) -> str | None:
    """What was wrong with the sleep of an answer, None for nothing."""
    if not is_heard(request):
        return None
    told = _outcomes(request)
    return SLEEPLESS.get(told[-1]) if told else None


def _has_slept(request: pytest.FixtureRequest) -> bool:
    return ASLEEP in _outcomes(request)


def _outcomes(request: pytest.FixtureRequest) -> list[str]:
    """Which sleeps the keeper has seen, or that there never will be one."""
    deeds = read(request.node.stash[RUN].folder)
    return [deed.what for deed in deeds if deed.what in (ASLEEP, SPINS, TIMED)]


def is_heard(request: pytest.FixtureRequest) -> bool:
    """Whether there is somebody who hears what an answer does."""
    return RUN in request.node.stash and request.config.stash[PROVE]
