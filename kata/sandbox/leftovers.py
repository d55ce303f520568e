"""Look, when a test is over, for things that its answer has left behind inside its walls."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from kata.agent import names, origins
from kata.agent.guard import LearnerExit
from kata.agent.notes import note
from kata.kernel import procfs
from kata.kernel.exits import wait_for_exits, wait_for_threads
from kata.kernel.tree import children, descendants
from kata.sandbox import proxy, untrusted
from kata.sandbox.channel import Channel, inside, standard
from kata.sandbox.pids import number_inside, own_filters

KINDS = {"socket": "a socket", "pipe": "an end of a pipe"}


def note_left_behind(channel: Channel) -> None:
    """Note what the answer has left: its processes, threads and socket files, descriptors that it has put out of sight,
    and where it made those that are still open here."""
    try:
        told = proxy.ask(channel, {"do": "end"})
    except LearnerExit:
        return
    for number, where in _facts(told.get("origins")).items():
        _remember(channel, number, where)
    for fd, is_a in _out_of_sight(channel):
        note("left", what="descriptor", fd=fd, is_a=is_a, origin=None)
    for each in untrusted.notes_of(channel.folder, str(channel.file)):
        path = f"/proc/{channel.host}/root{each.get('path')}"
        if each["kind"] in names.KINDS and names.is_there(each["kind"], path):
            note("left", what=each["kind"], path=each["path"], file=each["file"], line=each["line"])
    threads = _facts(told.get("threads"))
    for tid in wait_for_threads(channel.host, channel.threads):
        told_of = threads.get(str(number_inside(channel.host, tid, own_filters())))
        note("left", what="thread", **_thread(channel, told_of))
    there = {pid: inside(pid) for pid in _alive(channel) if pid in children(channel.host)}
    living = wait_for_exits(lambda: _alive(channel))
    for pid in living:
        note("left", what="stopped" if procfs.is_stopped(pid) else "process", child=inside(pid))
    for pid in {*children(channel.host), *there}.difference(
        living
    ):  # or it went without a trace: SIGCHLD is ignored
        note("left", what="zombie", child=there.get(pid) or inside(pid))


def _facts(told: Any) -> dict[str, Any]:
    return told if type(told) is dict else {}


def _thread(channel: Channel, told: Any) -> dict[str, Any]:
    """The name of a thread and its lines, as the answer tells them; nothing where that makes no sense."""
    facts = _facts(told)
    name, places = facts.get("name"), facts.get("places")
    file = str(channel.file)
    if type(name) is not str or type(places) is not list or not all(map(_is_place, places)):
        return {"name": None, "places": []}
    return {"name": name[: untrusted.LONGEST], "places": [place for place in places[:2] if place[0] == file]}


def _is_place(told: Any) -> bool:
    return type(told) is list and [type(each) for each in told] == [str, int]


def _out_of_sight(channel: Channel) -> Iterator[tuple[int, str]]:
    """Descriptors that the answer kept from crossing at the end, when all open ones cross: numbers and kinds.

    Those below 3 never cross: there, an end that was not there at first is one that was put there.
    """
    place = f"/proc/{channel.host}/fd"
    for fd, (before, now) in enumerate(zip(channel.standard, standard(channel.host), strict=False)):
        if now != before and now.startswith(("pipe:", "socket:")):
            yield fd, KINDS[now.partition(":")[0]]
    with contextlib.suppress(OSError):  # the process has ended meanwhile
        for fd in sorted(map(int, os.listdir(place))):
            if fd > 2 and fd not in channel.kept:
                kind = os.readlink(f"{place}/{fd}").partition(":")[0]
                yield fd, KINDS.get(kind, "an open file")


def _remember(channel: Channel, fd: str, where: Any) -> None:
    kinds = [type(each) for each in where] if type(where) is list else []
    if kinds == [str, int, int] and where[0] == str(channel.file) and fd.isascii() and fd.isdigit():
        with contextlib.suppress(OSError):  # it is not open here
            origins.remember(int(fd), (where[0], where[1], where[2]))


def _alive(channel: Channel) -> list[int]:
    """The living processes of the answer, without the host and bubblewrap's own two."""
    known = {channel.host, *channel.walls}
    return [pid for pid in descendants(channel.first) if pid not in known and _state(pid) not in "ZX"]


def _state(pid: int) -> str:
    try:
        return procfs.stat(pid)[1][0]
    except procfs.GONE:
        return "X"
