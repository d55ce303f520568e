"""Name processes by their role in the story, and threads and tasks by their own names."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kata.agent.notes import Note
from kata.autopsy import source
from kata.autopsy.call_names import spoken
from kata.autopsy.facts import Person, Wait
from kata.autopsy.frames import Told
from kata.autopsy.names import name_of
from kata.autopsy.noted import Fork
from kata.autopsy.waits import speaking
from kata.facts import Process, Snapshot

MANY = 4  # children that are named one by one

Roles = dict[int | tuple[int, int], str]
"""The roles of processes, by pid, and of threads, by pid and tid."""


def forks(notes: Iterable[Note]) -> tuple[Fork, ...]:
    """The forks among the notes, in their order."""
    return tuple(
        Fork(note["pid"], note["parent"], note["file"], note["line"], note["function"])
        for note in notes
        if note["kind"] == "fork"
    )


def roles(
    root: int,
    pids: Iterable[int],
    forked: Iterable[Fork],
    by_test: Callable[[str], bool],
    services: Mapping[int, str] = MappingProxyType({}),
) -> Roles:
    """The role of each process: parent, child, child 2, grandchild; peer for those that a test forked.

    root: the process of the test. by_test: whether a file is a test. services: the names of processes that a library
    started for its own use; a process that one of them forks is a child of the process that it serves. Processes that
    have exited are counted as well, so that a name means the same process throughout the test.
    """
    by_pid = {fork.pid: fork for fork in forked}
    parents = {pid: fork.parent for pid, fork in by_pid.items()}
    others = {*by_pid, *pids} - {root, *services}
    known: dict[int, str] = {root: "parent" if others else "your process"}
    counts: dict[str, int] = {}
    for pid in sorted(others):  # pids rise, so this is the order of the forks
        if pid in by_pid and by_test(by_pid[pid].file or ""):
            kind = "peer"
        else:
            parent = parents.get(pid, root)
            while parent in services:
                parent = parents.get(parent, root)
            kind = {"parent": "child", "your process": "child"}.get(known.get(parent, ""), "")
            kind = kind or _below(known.get(parent, "child"))
        counts[kind] = counts.get(kind, 0) + 1
        known[pid] = kind if counts[kind] == 1 else f"{kind} {counts[kind]}"
    if set(known.values()) <= {"parent", "peer", *(f"peer {n}" for n in range(len(known) + 1))}:
        known[root] = "your process"
    return {pid: role for pid, role in (known | dict(services)).items()}


def outsiders(pids: Iterable[int]) -> dict[int, str]:
    """The roles of processes that are not below the first one."""
    return {pid: f"outsider {n}" if n > 1 else "outsider" for n, pid in enumerate(pids, 1)}


def threads(who: Roles, snapshot: Snapshot, told: dict[int, Told]) -> Roles:
    """Add the threads of processes in which several threads of the program itself are at work."""
    named: Roles = {}
    for process in snapshot.processes:
        of_process = told.get(process.pid)
        if of_process is None and any(thread.owner for thread in process.threads):
            of_process = Told({thread.tid: () for thread in process.threads}, {})
        own = [
            t.tid
            for t in process.threads
            if of_process and t.tid in of_process.threads and t.tid not in of_process.library
        ]
        if of_process is None or (len(own) < 2 and process.pid in own):
            continue
        role = who.get(process.pid, "")
        of = "" if role == "your process" else f" of {the(role)}"
        for tid in own:
            kind = "task" if tid < 0 else "thread"
            name = "main thread" if tid == process.pid else f"{kind} {of_process.names.get(tid, tid)}"
            named[process.pid, tid] = name + of
    return who | named


def waiter(wait: Wait, who: Roles) -> str:
    """The name of the thread that waits, or of its process if that has only one."""
    return the(who.get((wait.pid, wait.tid)) or who[wait.pid])


def _below(role: str) -> str:
    if role.startswith("peer"):
        return "child of the peer"
    return "grandchild" if role.startswith("child") else "great-grandchild"


def the(role: str) -> str:
    """A role inside a sentence: "the parent", but "child 2" and "your process"."""
    named = role[-1].isdigit() or role == "your process" or role.startswith(("thread ", "task "))
    return role if named else f"the {role}"


def start(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"; "nobody" for none."""
    if not words:
        return "nobody"
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def people(
    snapshot: Snapshot, found: tuple[Wait, ...], who: Roles, told: dict[int, Told]
) -> tuple[Person, ...]:
    """All processes, with what each does and on which line: the innermost own one of the thread that waits."""
    said = {wait.pid: wait for wait in speaking(found)}
    everybody = []
    for process in snapshot.processes:
        wait = said.get(process.pid)
        everybody.append(_person(process, wait, who, told.get(process.pid)))
        beside = {w.tid: w for w in reversed(found) if w.pid == process.pid and wait and w.tid != wait.tid}
        for tid, other in sorted(beside.items()):
            if (process.pid, tid) in who:
                everybody.append(_person(process, other, who, told.get(process.pid)))
    seen = {process.pid for process in snapshot.processes}
    for pid, status in sorted(dead(snapshot, told).items()):
        if pid in who and pid not in seen:
            everybody.append(Person(pid, who[pid], f"has exited, {ending(status)}"))
    return tuple(everybody)


def _children(roles: list[str]) -> str:
    """The children that somebody waits for, by their names, or by their number if they are many."""
    return listed(roles) if len(roles) <= MANY else f"{len(roles)} children"


def dead(snapshot: Snapshot, told: Mapping[int, Told]) -> dict[int, int]:
    """The wait statuses, by pid, of the processes of the tree that have failed or were killed: wait(2)."""
    known = {process.pid: process.exit_status or 0 for process in snapshot.processes if process.exited}
    known |= {pid: status for each in told.values() for pid, status in each.reaped.items()}
    return {pid: status for pid, status in known.items() if status}


def _person(process: Process, wait: Wait | None, who: Roles, told: Told | None) -> Person:
    role = who.get(process.pid, f"process {process.pid}")
    if process.exited:
        return Person(process.pid, role, f"has exited, {ending(process.exit_status or 0)}")
    idle = {"T": "stopped", "S": "sleeps"}.get(process.threads[0].state, "runs")
    tid = wait.tid if wait else process.pid
    frame = next(iter(told.threads.get(tid, ()) or told.frames), None) if told else None
    call, name = None, None
    if wait is not None:
        call = wait.operation or spoken(wait.call)
        name = wait.name or (name_of(wait.fd, told) if told and wait.fd is not None else None)
        if wait.wants == "child" and wait.children:
            name = _children([who.get(pid, str(pid)) for pid in wait.children])
        if wait.wants == "partner" and wait.thing:
            name = wait.thing.name
    thread = who.get((process.pid, tid))
    return Person(
        pid=process.pid,
        role=role,
        state="blocked" if wait else idle,
        image=process.image,
        call=call,
        fd=wait.fd if wait else None,
        name=name,
        thing=(wait.thing.letter or None) if wait and wait.thing else None,
        file=frame.file if frame else None,
        line=frame.line if frame else None,
        source=source.line_of(frame.file, frame.line) if frame else None,
        thread=thread.partition(" of ")[0] if thread else None,
        tid=tid,
    )


def ended(status: int) -> str:
    """The same in a sentence: "with status 3"."""
    words = ending(status)
    return words if words.startswith("killed") else f"with {words}"


def ending(status: int) -> str:
    """A wait status in words: "status 3", "killed by SIGTERM" (wait(2))."""
    number = status & 0x7F
    if number:
        try:
            return f"killed by {signal.Signals(number).name}"
        except ValueError:
            return f"killed by signal {number}"
    return f"status {status >> 8 & 0xFF}"
