"""Judge by all that a poller reaches whether it may yet change what others wait for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kata.agent import changes as names
from kata.autopsy.ahead import Ahead, ahead, is_a_wait, may_end
from kata.autopsy.facts import Key, Level, Reached
from kata.autopsy.frames import Told
from kata.facts import Poller

ANYTHING = (names.SIGNALS | names.STARTS | names.DYNAMIC | {"_exit", "abort"}) - {"__dict__"}
"""Calls that may do anything to anybody: signals, other programs, text that is run."""

CHANGES = {
    "event": {"set"},
    "condition": {"notify", "notify_all", "notifyAll"},
    "lock": {"release"},
    "rlock": {"release"},
    "semaphore": {"release"},
    "future": {"set_result", "set_exception", "cancel"},
    "task": {"cancel"},
    "executor": {"shutdown"},
}
"""The calls that can end a wait for a thing of this kind; others by any."""
OF_QUEUES = {
    "get": {"put", "put_nowait", "shutdown", "send", "send_nowait"},
    "put": {"get", "get_nowait", "shutdown"},
    "join": {"task_done", "get", "get_nowait", "shutdown"},
}
ASKED = {"child", "thread", "event", "queue", "future", "lock", "shared event", "task", "result"}
"""The kinds of things that can be asked whether they are done, and give nothing away by that."""
BEGINNINGS = ("shared ", "managed ", "task ")


def is_known(poller: Poller, told: dict[int, Told]) -> bool:
    """Whether a poller has told all that it reaches, and waits in a call of Python."""
    if poller.pid not in told:
        return False
    if poller.call == "alarm":
        handlers = told[poller.pid].handlers
        return handlers is not None and all(each.complete for each in handlers.values())
    levels = told[poller.pid].levels.get(poller.tid)
    if levels is None:
        return False
    complete = all(each.complete for level in levels for each in level.reached.values())
    of_a_loop = not levels or not levels[0].file
    return complete and (of_a_loop or is_a_wait(levels[0].file, levels[0].line))


def reached(poller: Poller, told: dict[int, Told], alone: bool = False) -> list[Reached]:
    """All that a poller may still reach, by each variable of which its functions still speak."""
    if poller.call == "alarm":
        return list((told[poller.pid].handlers or {}).values()) if poller.pid in told else []
    return [each for level in _levels(poller, told) for each in _of_level(level, alone)]


def _levels(poller: Poller, told: dict[int, Told]) -> tuple[Level, ...]:
    return told[poller.pid].levels.get(poller.tid, ()) if poller.pid in told else ()


def _still_used(level: Level, alone: bool) -> tuple[Ahead | None, dict[str, Reached]]:
    """All that comes after the line of a frame, None if that cannot be told, and the variables still used there."""
    seen = ahead(level.file, level.line, level.function, alone) if level.file else None
    used = {name: each for name, each in level.reached.items() if seen is None or _is_used(name, each, seen)}
    return seen, used


def _of_level(level: Level, alone: bool) -> Iterator[Reached]:
    """All that the variables of a frame reach, with all calls beside: any of them may get any value."""
    seen, used = _still_used(level, alone)
    calls = _spoken(level, seen) & names.TELLING
    spoken = calls if level.own else calls - names.DYNAMIC - names.BY_NAME
    spoken = spoken.union(*(each.calls for each in used.values()))
    for name, each in used.items():
        left = {"release"} if seen is not None and name in seen.leaves and each.kind else set()
        yield replace(each, calls=spoken | left)


def _spoken(level: Level, seen: Ahead | None) -> frozenset[str]:
    """The calls of a frame that are yet to come; an import is one where it brings what nobody knows."""
    if seen is None:
        return level.calls
    return seen.names if "import" in level.calls else seen.names - {"import"}


def _is_used(name: str, found: Reached, seen: Ahead) -> bool:
    """Whether a variable may still be used: to ask a thing of Python whether it is done changes nothing."""
    return name in seen.names and not (name in seen.asked and found.kind in ASKED)


def powers(poller: Poller, told: dict[int, Told], alone: bool = False) -> frozenset[str]:
    """The calls that a poller may still make, in functions of the program."""
    found = frozenset[str]().union(*(each.calls for each in _called(poller, told, alone)))
    return found & names.TELLING


def _called(poller: Poller, told: dict[int, Told], alone: bool) -> Iterator[Reached]:
    if poller.call == "alarm":
        yield from reached(poller, told)
        return
    for level in _levels(poller, told):
        seen, used = _still_used(level, alone)
        if level.own:
            yield Reached(calls=_spoken(level, seen))
        yield from used.values()


def changes(found: Reached, key: Key, operation: str | None) -> bool:
    """Whether a thing to wait for is among all that is reached, and a call that ends the wait for it as well."""
    kind, name = str(key[1]), key[3]
    bound = [methods for *thing, methods in found.objects if thing == [kind, name]]
    if not bound:
        return False
    calls = found.calls.union(*bound)
    for beginning in BEGINNINGS:
        kind = kind.removeprefix(beginning)
    if calls & (names.BY_NAME | names.DYNAMIC):
        return True
    needed = OF_QUEUES.get(operation or "") if kind in ("queue", "channel") else CHANGES.get(kind)
    return needed is None or bool(calls & needed)


def gets_at(found: Reached, fds: set[int]) -> bool:
    """Whether one of these descriptors is reached, or any number may be: only calls of the system take numbers."""
    raw = bool(found.calls & names.RAW)
    return bool(fds.intersection(found.fds) or (raw and fds.intersection(found.numbers)))


def may_come_to_its_end(poller: Poller, told: dict[int, Told]) -> bool:
    """Whether the first thread of a process may return by itself, which ends the process."""
    if poller.tid != poller.pid or poller.call == "alarm":
        return False
    levels = (level for level in _levels(poller, told) if level.own or level.file)
    return all(may_end(level.file, level.line, level.function) for level in levels)
