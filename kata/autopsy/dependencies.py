"""Find the waits on which all others depend.

Each process that waits depends on the processes that could wake it. Following these edges leads to a group that depends
on nobody else: a strongly connected component without a way out.
"""

from __future__ import annotations

from kata.autopsy.facts import Wait


def core(found: tuple[Wait, ...], clients_come: bool = False) -> list[Wait]:
    """The waits on which all others depend: in the first group of those that depend on nobody else.

    clients_come: whether clients of a server may come from outside; then it may yet have work for others.
    """
    return _of_the_program(_root(found, clients_come))


def _of_the_program(group: list[Wait]) -> list[Wait]:
    """The group without threads in which a library only waits for work, if others are left."""
    return [wait for wait in group if not _is_idle(wait)] or group


def _root(found: tuple[Wait, ...], clients_come: bool) -> list[Wait]:
    """The first group of waits that depend on each other and on nobody else."""
    edges = _edges(found, clients_come)
    parts = _components(edges)
    part_of = {i: number for number, part in enumerate(parts) for i in part}
    last = [part for part in parts if all(part_of[j] == part_of[i] for i in part for j in edges[i])]
    groups = [[found[i] for i in sorted(part)] for part in sorted(last, key=min)]
    working = [group for group in groups if not all(map(_is_idle, group))]
    busy = [group for group in working if not all(map(_serves, group))]
    missed = [group for group in groups if any(wait.missed for wait in group)]
    return next(iter(missed + busy + working + groups), list(found))


def _serves(wait: Wait) -> bool:
    """Whether a server waits for its next client, as it always does: nobody else can count on it."""
    return wait.wants == "client" and wait.repeated


def _is_for_work(wait: Wait) -> bool:
    """Whether a worker waits for the next thing to do, in a loop that ends when there is nothing more."""
    return wait.wants == "data or end" and wait.repeated


def _edges(found: tuple[Wait, ...], clients_come: bool) -> list[list[int]]:
    """For each wait, the places of those that it depends on."""
    places: dict[tuple[int, int], list[int]] = {}
    for i, wait in enumerate(found):
        places.setdefault((wait.pid, wait.tid), []).append(i)
        places.setdefault((wait.pid, 0), []).append(i)
    return [
        [
            j
            for node in (() if clients_come and _serves(wait) else wait.depends_on)
            for j in places.get(node, ())
            if found[j].tid != wait.tid
            if not _serves(found[j]) or (clients_come and _is_for_work(wait))
        ]
        for wait in found
    ]


def _components(edges: list[list[int]]) -> list[list[int]]:
    """The strongly connected components of a graph, by the algorithm of Tarjan, without calling itself."""
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    row: list[int] = []
    on_row: set[int] = set()
    parts: list[list[int]] = []
    for start in range(len(edges)):
        todo = [(start, 0)] if start not in number else []
        while todo:
            at, done = todo.pop()
            if done == 0:
                number[at] = lowest[at] = len(number)
                row.append(at)
                on_row.add(at)
            elif edges[at][done - 1] in on_row:
                lowest[at] = min(lowest[at], lowest[edges[at][done - 1]])
            following = next(
                (
                    k
                    for k in range(done, len(edges[at]))
                    if edges[at][k] not in number or edges[at][k] in on_row
                ),
                None,
            )
            if following is not None:
                todo.append((at, following + 1))
                if edges[at][following] not in number:
                    todo.append((edges[at][following], 0))
                continue
            if lowest[at] == number[at]:
                part = row[row.index(at) :]
                del row[row.index(at) :]
                on_row -= set(part)
                parts.append(part)
    return parts


def _is_idle(wait: Wait) -> bool:
    """Whether a library waits for work in this thread."""
    return wait.library and wait.wants != "room"
