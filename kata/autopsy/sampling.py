"""Ask a few of many alike processes for all of them: 200 children that wait on one line need not all say so.

Alike are children of one parent that sleep in the same call at the same place of the same stack, on a descriptor of the
same number and kind. Some are asked; if they agree, the others are told like the first, and if not, all are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kata.autopsy.frames import Told
from kata.facts import Process
from kata.kernel import proc

CROWD = 12  # alike processes of which not all are asked

Ask = Callable[[list[int]], dict[int, Told]]


def ask_some(asked: Iterable[Process], passes: tuple[proc.Sleep, ...], ask: Ask) -> dict[int, Told]:
    """The answers of all of these processes, of which not all are asked if many are alike."""
    asked = list(asked)
    groups = [group for group in _groups(asked, passes) if len(group) >= CROWD]
    left = {each.pid for group in groups for each in group} - {e.pid for g in groups for e in _some(g)}
    told = ask([each.pid for each in asked if each.pid not in left])
    again: list[int] = []
    for group in groups:
        some = [told[each.pid] for each in _some(group) if each.pid in told]
        others = [each for each in group if each.pid in left]
        if len(some) == len(_some(group)) and len({_places(each) for each in some}) == 1:
            told |= {each.pid: _like(some[0], group[0].pid, each) for each in others}
        else:
            again += [each.pid for each in others]
    return told | (ask(again) if again else {})


def _some(group: list[Process]) -> list[Process]:
    return [group[0], group[len(group) // 2], group[-1]]


def _groups(processes: Iterable[Process], passes: tuple[proc.Sleep, ...]) -> list[list[Process]]:
    stacks = {sleep[:2]: tuple(sleep[3].split()[-2:]) for sleep in passes}
    groups: dict[object, list[Process]] = {}
    for each in processes:
        (first, *more) = each.threads
        if more or first.call is None or not first.call.endless:
            continue
        kinds = {d.fd: (d.kind, d.access) for d in each.descriptors}
        on = first.call.fd, kinds.get(first.call.fd) if first.call.fd is not None else None
        key = each.parent, each.image, first.call.name, on, stacks.get((each.pid, first.tid))
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _places(told: Told) -> tuple[tuple[str, int], ...]:
    return tuple((frame.file, frame.line) for frame in told.frames)


def _like(told: Told, of: int, process: Process) -> Told:
    """The answer of one process as if it were that of another, which has the same descriptors or leaves them out."""
    pid, here = process.pid, {each.fd for each in process.descriptors}
    stack = tuple(
        replace(frame, names=tuple(each for each in frame.names if each[1] in here))
        for frame in told.threads.get(of, ())
    )
    return replace(
        told,
        threads={pid: stack},
        calls={pid: told.calls.get(of, ())},
        library=frozenset({pid} if of in told.library else ()),
        origins={fd: made for fd, made in told.origins.items() if fd in here},
    )
