"""Tell processes or threads that do the same as one: "200 children, all like child 3"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kata.autopsy.actors import listed, the
from kata.autopsy.facts import Finding, Person, Thing

NAMED = 4  # roles that are named one by one
MANY = 5  # alike processes or threads that are shown one by one

PLURALS = {
    "child": "children",
    "grandchild": "grandchildren",
    "great-grandchild": "great-grandchildren",
    "child of the peer": "children of the peer",
}


def kind_of(role: str) -> str:
    """The kind of a role: "child" of "child 12", "thread" of "thread Thread-1 (work)"."""
    first = role.partition(" ")[0]
    return first if first in ("thread", "task") else re.sub(r" \d+$", "", role)


def counted(number: int, kind: str) -> str:
    """ "200 children", "1 child"."""
    return f"{number} {kind if number == 1 else PLURALS.get(kind, f'{kind}s')}"


def together(roles: list[str]) -> str:
    """Roles in a sentence: each by its name, or those of one kind by their number if they are many."""
    if len(roles) <= NAMED:
        return listed([the(role) for role in roles])
    kinds = list(dict.fromkeys(map(kind_of, roles)))
    return listed([_of_kind([role for role in roles if kind_of(role) == kind], kind) for kind in kinds])


def _of_kind(roles: list[str], kind: str) -> str:
    return counted(len(roles), kind) if len(roles) > 2 else listed([the(role) for role in roles])


def doing(pairs: Iterable[tuple[str, str]]) -> str:
    """Roles with the words for what each does: if many do alike, the first of them and how many more."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for role, words in pairs:
        groups.setdefault((kind_of(role), _without_names(words)), []).append((role, words))
    told = []
    for (kind, _), members in groups.items():
        shown = members if len(members) <= NAMED else members[:1]
        told += [f"{the(role)} {words}" for role, words in shown]
        if len(shown) < len(members):
            told[-1] += f", like {len(members) - 1} other {PLURALS.get(kind, f'{kind}s')}"
    return listed(told)


def _without_names(words: str) -> str:
    """Words without letters of things, names and numbers, which may differ where all is alike."""
    return re.sub(r"`[^`]*`|\b[A-Z]\d*\b|\d+", "", words)


def merged(
    people: tuple[Person, ...], shared: tuple[Thing, ...], finding: Finding
) -> tuple[tuple[Person, ...], tuple[Thing, ...]]:
    """Leave of many alike people the most telling one, who names the others, and of the things those that are left."""
    wait = finding.wait
    blamed = {end.pid for end in finding.blame}
    guilty = {thing.letter for thing in shared if set(thing.ends) & set(finding.blame)}
    groups: dict[tuple[object, ...], list[Person]] = {}
    for person in people:
        groups.setdefault(_alike(person), []).append(person)
    shown: dict[Person, Person] = {}
    for members in groups.values():
        if len(members) <= MANY:
            shown |= {each: each for each in members}
            continue
        first = min(
            members,
            key=lambda each: (
                wait is None or (each.pid, each.tid) != (wait.pid, wait.tid),
                each.thing not in guilty,
                each.pid not in blamed,
            ),
        )
        names = tuple(each.thread or each.role for each in members if each is not first)
        shown[first] = replace(first, alike=names)
    left = tuple(shown[person] for person in people if person in shown)
    used = {person.thing for person in left}
    kept = {(end.pid, end.fd) for end in finding.blame}
    things = tuple(
        thing
        for thing in shared
        if thing.letter in used
        or (wait is not None and thing == wait.thing)
        or (len(left) == len(people))
        or any((end.pid, end.fd) in kept for end in thing.ends)
    )
    return left, things


def _alike(person: Person) -> tuple[object, ...]:
    of_thread = (person.pid, kind_of(person.thread)) if person.thread else kind_of(person.role)
    name = _without_names(person.name or "")
    place = (person.file, person.line) if person.file else None
    return of_thread, person.state, person.image, person.call, name, place, bool(person.thing)
