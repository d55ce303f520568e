"""Event loops: what they poll for themselves, and what stands still while one thread or task keeps a loop."""

from __future__ import annotations

from dataclasses import replace

from kata.autopsy.facts import Node, Wait
from kata.autopsy.frames import Told
from kata.facts import Process, Thread


def on_its_loop(wait: Wait, found: list[Wait], told: dict[int, Told]) -> Wait:
    """The wait of a task, or for one, with its event loop in mind: nothing goes on there while one keeps its thread."""
    tasks = told[wait.pid].tasks if wait.pid in told else {}
    if not tasks:
        return wait
    keepers = {
        tasks[each.tid].loop if each.tid in tasks else each.tid: each.tid
        for each in found
        if each.pid == wait.pid and (each.tid not in tasks or tasks[each.tid].running)
    }
    nodes: list[Node] = []
    for pid, tid in wait.depends_on:
        of_loop = [each for each, task in tasks.items() if task.loop == tid] if pid == wait.pid else []
        kept = [keepers[tid]] if tid in keepers else of_loop
        nodes += [(pid, each) for each in kept if of_loop] or [(pid, tid)]
    here = tasks[wait.tid].loop if wait.tid in tasks else wait.tid
    keeper = keepers.get(here)
    if keeper == wait.tid:
        kept = [tid for tid, task in tasks.items() if task.loop == here and tid != wait.tid]
        return replace(wait, depends_on=tuple(nodes), keeps=tuple(kept))
    return replace(wait, depends_on=(*nodes, *([(wait.pid, keeper)] if keeper is not None else [])))


def without_plumbing(process: Process, thread: Thread, found: list[Wait]) -> list[Wait]:
    """The waits of a thread without what an event loop polls for itself, and for which nobody waits.

    That is a wake-up pair, in a runtime even in a thread of its own; and room, where a loop is told of all that
    changes. A runtime that is told of changes, once, such as that of Go, asks of its wake-up pair alone what is there.
    """
    once = {each.fd for each in thread.once}
    if process.image is not None and once and any(each.fd in once for each in found):
        found = [each for each in found if each.fd in once]
    roomy = {each.fd for each in thread.once if each.writable}
    found = [each for each in found if not (each.wants == "room" and each.fd in roomy)]
    if found and all(map(_is_wakeup, found)) and not any(each.fd in once for each in found):
        beside = process.image is not None and thread.tid != process.pid
        return [replace(each, library=each.library or beside) for each in found]
    left = [each for each in found if each.fd in once or not _is_wakeup(each)]
    if len(found) > 1:  # a listener among others is that of a server, which always waits for the next client
        left = [replace(each, repeated=True) if each.wants == "client" else each for each in left]
    return left


def _is_wakeup(wait: Wait) -> bool:
    """Whether a wait is on a pair that a library made for itself: both ends are in one process, without names."""
    return (
        wait.thing is not None
        and wait.thing.kind.startswith(("pipe", "stream socket pair"))
        and {end.pid for end in wait.thing.ends} == {wait.pid}
        and len(wait.thing.ends) == 2
        and not any(end.name for end in wait.thing.ends)
    )
