"""Tell the threads and tasks that only poll from those that wait for good, and whether they may yet help these.

Whoever repeats a wait with a limit is the cause of nothing: it is left out when the cause is looked for. But where it
knows what the others wait for, it may bring that in some later round; then nobody is called stuck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kata.autopsy import locks
from kata.autopsy.actors import SPOKEN, Roles, listed, start, the
from kata.autopsy.facts import Wait
from kata.autopsy.frames import Told
from kata.autopsy.waits import is_other
from kata.facts import Poller, Process, Snapshot, Thread

SLEEPS = {"nanosleep", "clock_nanosleep"}
IN_WORDS = SPOKEN | {"nanosleep": "sleep", "clock_nanosleep": "sleep", "futex": "wait"}

AT_MOST = 3  # pollers that are named

Node = tuple[int, int]


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


def with_tasks(known: Sequence[Poller], told: dict[int, Told]) -> tuple[Poller, ...]:
    """The pollers, with the tasks of a loop that wait with a limit in place of the thread that polls for them."""
    found: list[Poller] = []
    for each in known:
        tasks = told[each.pid].tasks if each.pid in told else {}
        timed = [tid for tid, task in tasks.items() if task.loop == each.tid and task.timed]
        found += [replace(each, tid=tid, call="sleep") for tid in timed] or [each]
    return tuple(found)


def may_help(known: Iterable[Poller], group: Iterable[Wait], told: dict[int, Told]) -> bool:
    """Whether one of these waits may yet end: somebody outside ends it, or a poller, as far as can be said."""
    group = list(group)
    if any(wait.outside or wait.wants == "client" for wait in group):
        return True
    return any(_may_end(each, wait, told) for each in known for wait in group if each.call != "alarm")


def _may_end(poller: Poller, wait: Wait, told: dict[int, Told]) -> bool:
    node = (poller.pid, poller.tid)
    of_process = told.get(poller.pid)
    frames = of_process.threads.get(poller.tid, ()) if of_process else ()
    if poller.reachable and wait.tid < 0 and wait.pid == poller.pid:
        return True  # what comes from outside comes to the loop, and any of its tasks may have asked for that
    reached = bool({node, (poller.pid, 0)} & set(wait.depends_on))
    if reached and (poller.reachable or not frames or wait.wants in ("thread", "task", "child")):
        return (
            True  # it may be given something to do, nobody can say what it does, or all is done when it ends
        )
    if wait.thing is None:
        return False
    if wait.thing.key[0] == "lock":
        if locks.waited(poller.pid, poller.tid, told) == wait.thing.key:
            return False  # it waits for the same
        kind, key = wait.thing.key[1], wait.thing.key[3]
        return any((each.kind, each.key) == (kind, key) for frame in frames for each in frame.objects)
    ends = {
        end.fd
        for end in wait.thing.ends
        if end.pid == poller.pid and wait.side and is_other(wait.side, end.side)
    }
    return any(fd in ends for frame in frames for _, fd, _ in frame.names)


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
