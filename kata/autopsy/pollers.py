"""Tell the threads and tasks that only poll from those that wait for good, and whether they may yet help these.

Whoever repeats a wait with a limit is the cause of nothing: it is left out when the cause is looked for. But where it
knows what the others wait for, it may bring that in some later round; then nobody is called stuck.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kata.autopsy import help_of, locks
from kata.autopsy.actors import Roles, listed, start, the
from kata.autopsy.ahead import waits_on_purpose
from kata.autopsy.call_names import SPOKEN
from kata.autopsy.facts import Node, Wait
from kata.autopsy.frames import Told
from kata.autopsy.waits import is_other
from kata.facts import Poller, Process, Snapshot, Thread

SLEEPS = {"nanosleep", "clock_nanosleep"}
IN_WORDS = SPOKEN | {"nanosleep": "sleep", "clock_nanosleep": "sleep", "futex": "wait"}

ACCEPTS = {"accept", "accept4"}
TAKEN = {"lock", "rlock", "semaphore", "shared lock", "shared semaphore", "task lock", "task semaphore"}
CROWD = 64  # threads that tell all that they reach
AT_MOST = 3  # pollers that are named


def polling(snapshot: Snapshot, told: dict[int, Told]) -> set[Node]:
    """The threads in a wait with a limit, and the tasks in one."""
    threads = {
        (process.pid, thread.tid)
        for process in snapshot.processes
        for thread in process.threads
        if thread.call is not None and not thread.call.endless
    }
    tasks = {(pid, tid) for pid, each in told.items() for tid, task in each.tasks.items() if task.timed}
    return threads | tasks


def awake(snapshot: Snapshot) -> Snapshot:
    """The snapshot without the calls of those who only let time go by: they wait for nothing."""

    def seen(thread: Thread) -> Thread:
        return replace(thread, call=None) if thread.call and thread.call.name in SLEEPS else thread

    def of(process: Process) -> Process:
        return replace(process, threads=tuple(map(seen, process.threads)))

    return replace(snapshot, processes=tuple(map(of, snapshot.processes)))


def for_good(found: tuple[Wait, ...], polls: set[Node]) -> tuple[Wait, ...]:
    """The waits that no limit ends; all of them if else nothing of the program itself is left to speak of."""
    left = tuple(wait for wait in found if (wait.pid, wait.tid) not in polls)
    return left if any(not wait.library for wait in left) else found


def are_there(known: Iterable[Poller], snapshot: Snapshot) -> bool:
    """Whether all who only polled are still alive: in the meantime, one of them may have got what it waited for."""
    alive = {
        (p.pid, thread.tid) for p in snapshot.processes for thread in p.threads if thread.state not in "ZX"
    }
    return all((each.pid, each.tid) in alive for each in known)


def with_tasks(known: Sequence[Poller], told: dict[int, Told]) -> tuple[Poller, ...]:
    """The pollers, with the tasks of a loop that wait with a limit in place of the thread that polls for them."""
    found: list[Poller] = []
    for each in known:
        tasks = told[each.pid].tasks if each.pid in told else {}
        timed = [tid for tid, task in tasks.items() if task.loop == each.tid and task.timed]
        found += [replace(each, tid=tid, call="sleep") for tid in timed] or [each]
    return tuple(found)


def asked(snapshot: Snapshot) -> list[int]:
    """The tids of the threads that are to tell all that they reach: those that go on, or could be given work."""
    polls = [
        thread.tid
        for process in snapshot.processes
        for thread in process.threads
        if thread.call is not None and (not thread.call.endless or thread.call.name in ACCEPTS)
    ]
    rung = [process.pid for process in snapshot.processes if signal.SIGALRM in process.handles]
    return [*polls, *rung][:CROWD]


def may_help(
    known: Iterable[Poller],
    group: Iterable[Wait],
    told: dict[int, Told],
    root: int | None = None,
    beside: Iterable[Wait] = (),
) -> bool:
    """Whether one of these waits may yet end: somebody outside ends it, or a poller, as far as can be said.

    root: the first process, whose end is that of the program. beside: other waits, which no poller may end either.
    """
    known, group = list(known), list(group)
    if any(wait.outside or wait.wants == "client" for wait in group):
        return True
    if any(_waits_on_purpose(wait, told) for wait in group):
        return True  # the pollers are the program
    alone = len([each for each in known if each.call != "accept"]) == 1
    return any(_may_end_the_program(each, root, group, told, alone) for each in known) or any(
        (_may_serve if wait.library and wait not in group else _may_end)(each, wait, told, alone)
        for each in known
        for wait in [*group, *beside]
    )


def _waits_on_purpose(wait: Wait, told: dict[int, Told]) -> bool:
    frames = told[wait.pid].threads.get(wait.tid, ()) if wait.pid in told else ()
    return bool(frames) and waits_on_purpose(frames[0].file, frames[0].line)


def _may_serve(poller: Poller, wait: Wait, told: dict[int, Told], alone: bool) -> bool:
    """Whether a poller may end the wait of a thread of a library, which may do something for others then."""
    served = locks.of_a_library(wait.pid, wait.tid, told)
    if served is None or poller.call == "accept" or not help_of.is_known(poller, told):
        return False
    return any(help_of.changes(each, *served) for each in help_of.reached(poller, told, alone))


def _may_end_the_program(
    poller: Poller, root: int | None, group: list[Wait], told: dict[int, Told], alone: bool
) -> bool:
    """Whether a poller may end it all, or send a signal, or do anything that cannot be told from its text."""
    if poller.call == "accept":
        return False  # it does nothing by itself
    powers = help_of.powers(poller, told, alone)
    if powers & (help_of.ANYTHING if poller.call != "alarm" else help_of.ANYTHING | {"raise"}):
        return True
    kept = root not in told or any(w.pid == root and w.tid not in told[root].daemons | {root} for w in group)
    return poller.pid == root and not kept and help_of.may_come_to_its_end(poller, told)


def _may_end(poller: Poller, wait: Wait, told: dict[int, Told], alone: bool) -> bool:
    node = (poller.pid, poller.tid)
    if poller.reachable and wait.tid < 0 and wait.pid == poller.pid:
        return True  # what comes from outside comes to the loop, and any of its tasks may have asked for that
    depends = bool({node, (poller.pid, 0)} & set(wait.depends_on))
    if depends and (poller.reachable or wait.wants in ("thread", "task", "child")):
        return True  # it may be given something to do, or all is done when it ends
    if not help_of.is_known(poller, told):
        return depends or wait.pid == poller.pid  # nobody can say what it does
    if wait.thing is None:
        return False
    found = help_of.reached(poller, told, alone)
    if wait.thing.key[0] == "lock":
        same = locks.waited(poller.pid, poller.tid, told) == wait.thing.key
        if same and wait.thing.key[1] in TAKEN:
            return False  # it waits for the same, and only who has it can release it
        return any(help_of.changes(each, wait.thing.key, wait.operation) for each in found)
    ends = {
        end.fd
        for end in wait.thing.ends
        if end.fd is not None and end.pid == poller.pid and wait.side and is_other(wait.side, end.side)
    }
    if ends and poller.pid != wait.pid and help_of.may_come_to_its_end(poller, told):
        return True  # its ends are closed then
    return any(help_of.gets_at(each, ends) for each in found)


def meanwhile(known: Sequence[Poller], who: Roles, told: dict[int, Told]) -> str:
    """A sentence on those who only poll, and one on alarms."""
    rung = [each for each in known if each.call == "alarm"]
    polled = [each for each in known if each.rounds and each not in rung]
    words = [f"{_name(each, who, told)} ({each.rounds} times `{_call(each)}`)" for each in polled]
    some = words if len(words) <= AT_MOST else [*words[: AT_MOST - 1], f"{len(words) - AT_MOST + 1} others"]
    said = [f"{listed(some)} only {'poll' if len(some) > 1 else 'polls'}"] if some else []
    said += [f"an alarm has rung {each.rounds} times in {_name(each, who, told)}" for each in rung]
    if not said:
        return ""
    seconds = max(each.seconds for each in known)
    return f" {start(listed(said))}: nothing came of that in {seconds:.1f} s."


def _call(poller: Poller) -> str:
    return IN_WORDS.get(poller.call, poller.call)


def _name(poller: Poller, who: Roles, told: dict[int, Told]) -> str:
    known = who.get((poller.pid, poller.tid))
    if known:
        return the(known)
    role = the(who.get(poller.pid, f"process {poller.pid}"))
    of_process = told.get(poller.pid)
    if poller.tid == poller.pid or of_process is None:
        return role
    return f"thread {of_process.names.get(poller.tid, poller.tid)} of {role}"
