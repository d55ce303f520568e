"""The evidence of what an answer did: plain facts made of the deeds that the keeper has written down."""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kata.kernel.deeds import Deed
from kata.runner import flows
from kata.runner.flows import Flow
from kata.runner.hearing import FILE, LEAVES


@dataclass(frozen=True)
class Made:
    """A process of the answer. programs: what it became, by path, in order. status: with which it has ended itself,
    None where a signal has ended it or it is still there."""

    pid: int
    programs: tuple[str, ...] = ()
    status: int | None = None


@dataclass(frozen=True)
class Evidence:
    """The deeds of an answer since its test began.

    forks: how often it has asked for a new process. processes: those that have shown themselves. pipes: how many it has
    made. pairs, sockets: family, type and protocol of each. signals: target and number of each. sizes: of pipes, as it
    has changed them. flows: "read" and "write", one for each process and thing. naps: how often it has slept for a time
    of its own. looks, waits: how often it has asked for the status of a child without waiting, and with; to wait for a
    signal is to wait as well. order: who did "read", "write" or "exit", which, and to which inode (0 of an exit), one
    after the other; the same again and again is told once. words: the beginning of each write, by whom and to which
    inode, None where it is not known. own_forks: those that it has asked for itself, and not its processes. rung:
    processes whose alarm has rung, if nothing came before. unbroken: processes that exited while a pipe into which they
    had written had a reader. binds, listens: the inode of each socket, and its address or backlog. connects: by whom,
    the inode and the address. accepts: by whom, and the inode of the socket that listens. sets: the options of
    SOL_SOCKET that it set, each with the inode and whether that was bound before. asks: those that it asked for.
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
    order: tuple[tuple[int, str, int], ...]
    words: tuple[tuple[int, int, bytes | None], ...]
    own_forks: int
    rung: frozenset[int] = frozenset()
    unbroken: frozenset[int] = frozenset()
    binds: tuple[tuple[int, str], ...] = ()
    listens: tuple[tuple[int, int], ...] = ()
    connects: tuple[tuple[int, int, str], ...] = ()
    accepts: tuple[tuple[int, int], ...] = ()
    sets: tuple[tuple[int, int, bool], ...] = ()
    asks: tuple[int, ...] = ()

    def written(self, kind: str = "", by: Iterable[int] | None = None, inode: int | None = None) -> int:
        """Bytes that it wrote. kind: to this kind of thing only. by: these processes only. inode: to this one only."""
        return flows.total(self.flows, "write", kind, by, inode)

    def reads(self, kind: str = "", by: Iterable[int] | None = None, inode: int | None = None) -> int:
        """The number of its requests for bytes; as for `written`."""
        return sum(flow.calls for flow in flows.chosen(self.flows, "read", kind, by, inode))

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
        """The pids of its processes that have not ended by themselves, if it has sent signals or their alarm has rung.

        To whom signals were sent is not known: behind walls, its numbers of processes are others.
        """
        signalled = any(number for _, number in self.signals)
        ended = [each.pid for each in self.processes if each.status is None]
        return tuple(pid for pid in ended if signalled or pid in self.rung)

    def passed(self, by: Iterable[int] | None = None, to: Iterable[int] | None = None) -> int:
        """Bytes that the processes `by` wrote into pipes, FIFOs and sockets, and that others, of `to`, asked for.

        Which socket is the peer of which is not known: any of them will do.
        """
        total = 0
        wrote, asked = (
            flows.chosen(self.flows, "write", "", by, None),
            flows.chosen(self.flows, "read", "", to, None),
        )
        for way in {flows.way(flow) for flow in wrote}:
            ours = [flow for flow in wrote if flows.way(flow) == way]
            theirs = [
                flow for flow in asked if flows.way(flow) == way and {flow.pid} != {each.pid for each in ours}
            ]
            size = sum(flow.size for flow in ours if any(flow.pid != each.pid for each in theirs))
            unknown = any(flow.size == 0 for flow in theirs)  # of a call whose size is not told
            total += size if unknown else min(size, sum(flow.size for flow in theirs))
        return total

    def asked(self, kind: str = "", by: Iterable[int] | None = None, inode: int | None = None) -> int:
        """Bytes that its reads asked for; as for `written`."""
        return flows.total(self.flows, "read", kind, by, inode)

    def met_end(self, size: int, kind: str = "") -> bool:
        """Whether its reads went on when they had asked for `size` bytes, which were all there before the first.

        So they have met the end; a read of one byte too many, among those bytes, has not. kind: of this kind only.
        """
        asked = flows.chosen(self.flows, "read", kind, None, None)
        return any(not flow.size for flow in asked) or sum(flow.size - flow.last for flow in asked) >= size

    def said(self, data: bytes, by: Iterable[int]) -> bool:
        """Whether these processes, one of them or all together, wrote these bytes in a row into one thing.

        Of a write, the first 512 bytes are known (kernel.deeds), and nothing of sendfile(2) and its like.
        """
        pids = set(by)
        told = [each for each in self.words if each[0] in pids]
        things = {thing for _, thing, _ in told}
        rows = [[(pid, data) for pid, at, data in told if at == thing] for thing in things]
        rows += [[each for each in row if each[0] == pid] for row in rows for pid in {pid for pid, _ in row}]
        return any(word is None for _, _, word in told) or any(
            data in b"".join(word or b"" for _, word in row) for row in rows
        )

    @property
    def only_looked(self) -> bool:
        """Whether it has only looked if its children have exited, and never waited.

        `Popen.wait` with a limit does so as well if the program has already exited, so where one was run this is no.
        """
        return bool(self.looks) and not self.waits and not any(each.programs for each in self.processes)

    def story(self, *whats: str, inode: int | None = None) -> list[str]:
        """The order of these deeds, each as "parent writes" or "child exits"; the same again and again is told once.

        inode: reads and writes of this thing only.
        """
        told = [
            f"{'child' if pid in self.children else 'parent'} {what}s"
            for pid, what, thing in self.order
            if what in whats and inode in (None, thing or inode)
        ]
        return [each for each, _ in itertools.groupby(told)]

    def through(self, kind: str) -> int:
        """Bytes that it wrote into things of this kind out of which it read as well."""
        read = {(flow.kind, flow.inode) for flow in self.flows if flow.direction == "read"}
        both = [flow for flow in self.flows if (flow.kind, flow.inode) in read]
        return flows.total(tuple(both), "write", kind, None, None)


def read(folder: Path) -> list[Deed]:
    """The deeds of an answer so far, in their order; none where there is no file."""
    try:
        fd = os.open(folder / FILE, os.O_RDONLY)
    except FileNotFoundError:
        return []
    with open(fd, "rb") as file:
        lines = file.read(os.fstat(fd).st_size).splitlines()
    return [_deed(*each) for each in json.loads(b"[" + b",".join(lines) + b"]")]


def _deed(
    pid: int,
    what: str,
    numbers: list[int],
    program: str,
    thing: list[int | str] | None,
    size: int,
    data: str | None,
    waits: bool,
    address: str,
) -> Deed:
    kind, inode = thing or ("", 0)
    where = (str(kind), int(inode)) if thing else None
    known = None if data is None else data.encode("latin-1")
    return Deed(pid, what, tuple(numbers), program, where, size, known, waits, address)


def told_by(deeds: list[Deed], now: float | None = None) -> Evidence:
    """The facts in a list of deeds. now: on time.monotonic(), when it is looked at them."""

    def numbers(what: str) -> tuple[tuple[int, ...], ...]:
        return tuple(deed.numbers for deed in deeds if deed.what == what)

    def of_sockets(what: str) -> list[tuple[Deed, int]]:
        return [(deed, deed.thing[1]) for deed in deeds if deed.what == what and deed.thing]

    born = {deed.pid for deed in deeds if deed.what == "born"}
    now = time.monotonic() if now is None else now
    alarms = {deed.pid: deed.numbers[0] for deed in deeds if deed.what == "alarm"}
    return Evidence(
        forks=len(numbers("fork")),
        processes=_processes(deeds),
        pipes=len(numbers("pipe")),
        pairs=numbers("pair"),
        sockets=numbers("socket"),
        signals=numbers("signal"),
        sizes=tuple(size for (size,) in numbers("resize")),
        flows=flows.of(deeds),
        naps=len(numbers("nap")),
        looks=numbers("wait").count((1,)),
        waits=numbers("wait").count((0,)),
        order=tuple(each for each, _ in itertools.groupby(_ordered(deeds))),
        words=tuple(
            (deed.pid, deed.thing[1], deed.data) for deed in deeds if deed.what == "write" and deed.thing
        ),
        own_forks=sum(deed.what == "fork" and deed.pid not in born for deed in deeds),
        rung=frozenset(pid for pid, until in alarms.items() if 0 < until <= now * 1000),
        unbroken=frozenset(deed.pid for deed in deeds if deed.what == LEAVES),
        binds=tuple((inode, deed.address) for deed, inode in of_sockets("bind")),
        listens=tuple((inode, deed.numbers[0]) for deed, inode in of_sockets("listen")),
        connects=tuple((deed.pid, inode, deed.address) for deed, inode in of_sockets("connect")),
        accepts=tuple((deed.pid, inode) for deed, inode in of_sockets("accept")),
        sets=_sets(deeds),
        asks=tuple(option for (option,) in numbers("ask")),
    )


def _sets(deeds: list[Deed]) -> tuple[tuple[int, int, bool], ...]:
    bound: set[tuple[str, int]] = set()
    found = []
    for deed in deeds:
        if deed.what == "bind" and deed.thing:
            bound.add(deed.thing)
        elif deed.what == "set" and deed.thing:
            found.append((deed.thing[1], deed.numbers[0], deed.thing in bound))
    return tuple(found)


def _ordered(deeds: list[Deed]) -> list[tuple[int, str, int]]:
    done = [deed for deed in deeds if deed.what in ("read", "write", "exit")]
    return [(deed.pid, deed.what, deed.thing[1] if deed.thing else 0) for deed in done]


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
