"""Make an autopsy of a sight of a tree, in a row of steps, each a function of the results before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from kata.autopsy import locks, pollers
from kata.autopsy.actors import Roles, dead, outsiders, people, roles, the, threads
from kata.autopsy.alike import merged
from kata.autopsy.cause import diagnose
from kata.autopsy.dependencies import core
from kata.autopsy.facts import Autopsy, End, Finding, Key, Subject, Thing, Wait
from kata.autopsy.frames import Told
from kata.autopsy.holders import lettered, of_the_test, things
from kata.autopsy.noted import Fork
from kata.autopsy.phrases import past_end
from kata.autopsy.reading import innermost_loop
from kata.autopsy.sentence import why
from kata.autopsy.waits import waits
from kata.facts import Call, Poller, Process, Snapshot, Thread, Verdict
from kata.kernel.syscalls import POLLS

SERVICES = {
    "multiprocessing.resource_tracker": "resource tracker",
    "multiprocessing.forkserver": "fork server",
    "multiprocessing.managers": "manager",
}
NOBODY_WAITS = "Not all of its processes wait: one of them is still at work, or asleep for a limited time."


@dataclass(frozen=True)
class Sight:
    """All that was seen of a tree: the snapshot, the answers of its processes by pid, and the forks that were noted."""

    snapshot: Snapshot
    told: dict[int, Told]
    forks: tuple[Fork, ...] = ()


@dataclass(frozen=True)
class Case:
    """The tree that a report is about, and the place of its reader.

    root: the first process. by_test: whether a file is a test; a program has none. base: as in `text.place`.
    strangers: processes outside the tree that hold an end on which it waits. whole: whether all lines are to be shown.
    """

    root: int
    subject: Subject = "test"
    by_test: Callable[[str], bool] = lambda file: False
    base: str = ""
    strangers: tuple[int, ...] = ()
    whole: bool = False


def examine(
    sight: Sight, case: Case, verdict: Verdict, seconds: float = 0, known: tuple[Poller, ...] = ()
) -> Autopsy:
    """Explain why the processes of a tree wait, `seconds` after it began.

    verdict: without a proof that they can never wake, the sentence says "probably". known: the threads that only poll,
    where all else cannot go on by itself; if they may yet help, "stuck" becomes "timeout".
    """
    told = sight.told
    polls = pollers.polling(sight.snapshot, told) if verdict != "deadlock" else set()
    snapshot = with_tasks(pollers.awake(sight.snapshot), told)
    known = pollers.with_tasks(known, told) if pollers.are_there(known, sight.snapshot) else ()
    shared = of_the_test(things(snapshot, told), snapshot, told, case.by_test)
    everything = waits(snapshot, shared, told)
    found = pollers.for_good(everything, polls)
    clients_come = verdict != "deadlock"
    finding = diagnose(found, snapshot, clients_come)
    group = core(found, clients_come)
    beside = [w for w in found if not w.library or locks.of_a_library(w.pid, w.tid, told)]
    if all(wait.library for wait in group) or pollers.may_help(known, group, told, case.root, beside):
        known = ()
    only_timed = [Poller(pid, tid, "", 0, 0) for pid, tid in polls] if verdict != "stuck" else []
    if verdict == "stuck" and not known:
        verdict = "timeout"
    shared = _telling(shared, everything, finding)
    shared = lettered(shared, finding.wait.thing if finding.wait else None)
    by_key = {thing.key: thing for thing in shared}
    found, everything = (tuple(_lettered(wait, by_key) for wait in some) for some in (found, everything))
    finding = replace(finding, wait=_lettered(finding.wait, by_key) if finding.wait else None)
    services = {pid: SERVICES[each.service] for pid, each in told.items() if each.service}
    services |= outsiders(case.strangers)
    pids = [process.pid for process in snapshot.processes]
    who = roles(case.root, pids, sight.forks, case.by_test, services)
    who = threads(who, snapshot, told)
    summary = why(finding, found, who, dead(snapshot, told))
    if verdict != "deadlock":
        alive = {process.pid for process in snapshot.processes if not _is_stopped(process)}
        alive -= {wait.pid for wait in found} | {each.pid for each in known} | {*case.strangers}
        if group and not pollers.may_help(only_timed, group, told, case.root, beside):
            alive -= {each.pid for each in only_timed}
        if finding.cause == "other-write-end":
            alive -= {end.pid for end in finding.blame}  # whatever they do, they keep it open
        if alive:
            summary, finding = past_the_end(alive, told, who) or (NOBODY_WAITS, Finding("unknown"))
        elif finding.cause != "unknown" or (finding.wait and finding.wait.outside):
            summary = "Probably: " + summary[:1].lower() + summary[1:] + pollers.meanwhile(known, who, told)
    everybody, shared = merged(people(snapshot, everything, who, told), shared, finding)
    of_pids = {pid: role for pid, role in who.items() if isinstance(pid, int)}
    return Autopsy(
        verdict,
        seconds,
        finding.cause,
        summary,
        everybody,
        shared,
        finding,
        case.subject,
        case.base,
        of_pids,
        whole=case.whole,
    )


def past_the_end(at_work: Iterable[int], told: dict[int, Told], who: Roles) -> tuple[str, Finding] | None:
    """A process that is at work in a loop that reads from a stream at its end: a sentence, and the cause."""
    for pid in sorted(at_work):
        for stack in told[pid].threads.values() if pid in told else ():
            loop = innermost_loop([(frame.file, frame.line) for frame in stack])
            names = {name: fd for frame in stack for name, fd, _ in frame.names if fd in told[pid].ended}
            for name, how in loop.reads if loop else ():
                if loop and name in names:
                    end = End(pid, names[name], "read", name)
                    sentence = past_end(the(who[pid]), stack[loop.frame].function, loop.line, how, end)
                    return sentence, Finding("read-past-end", None, (end,))
    return None


def _lettered(wait: Wait, by_key: Mapping[Key, Thing]) -> Wait:
    return replace(wait, thing=by_key.get(wait.thing.key, wait.thing)) if wait.thing else wait


def _telling(shared: tuple[Thing, ...], found: tuple[Wait, ...], finding: Finding) -> tuple[Thing, ...]:
    """The things without the plumbing of libraries, which only wait there for work to do."""
    waited = [w for w in (*found, finding.wait) if w is not None and (w is finding.wait or not _is_idle(w))]
    keys = {wait.thing.key for wait in waited if wait.thing}
    return tuple(thing for thing in shared if thing.key in keys)


def _is_idle(wait: Wait) -> bool:
    return wait.library and wait.wants != "room"


def _is_stopped(process: Process) -> bool:
    return all(thread.state in "TZX" for thread in process.threads)


def with_tasks(snapshot: Snapshot, told: dict[int, Told]) -> Snapshot:
    """Put the tasks of an event loop in place of the thread that polls for them."""
    return replace(snapshot, processes=tuple(_with_tasks(p, told.get(p.pid)) for p in snapshot.processes))


def _with_tasks(process: Process, told: Told | None) -> Process:
    if told is None or not told.tasks:
        return process
    running = {task.loop for task in told.tasks.values() if task.running}
    loops = {task.loop for task in told.tasks.values()}
    of_loops = {thread.tid: thread for thread in process.threads if thread.tid in loops}
    polling = {tid for tid, each in of_loops.items() if each.call and each.call.name in POLLS}
    threads = [replace(t, call=None) if t.tid in running | polling else t for t in process.threads]
    tasks = [
        replace(of_loops[task.loop], tid=tid)
        if task.running and task.loop in of_loops
        else Thread(tid, "S", Call("await", (), task.fd))
        for tid, task in told.tasks.items()
    ]
    return replace(process, threads=(*threads, *tasks))
