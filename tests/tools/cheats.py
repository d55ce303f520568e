"""Cheats that are made from a solution by rule: each returns what is expected, and skips a part of the lesson.

A rule changes the tree of a function, or finds nothing there to change. The changes are in `changes`, what they
put in is in `cheating`.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kata.course.exercises import Exercise
from tests.tools.changes import (
    Change,
    forks_in,
    functions_of,
    is_call,
    killed,
    leaves,
    never_ends,
    other_pipe,
    reaps,
    thread_for_child,
    used,
    waits,
)
from tests.tools.inventory import solution

PIECES = Path(__file__).with_name("cheating.py")


@dataclass(frozen=True)
class Cheat:
    """An answer that was made from the solution of an exercise, and by which rule, in words."""

    exercise: Exercise
    label: str
    sentence: str
    text: str


@dataclass(frozen=True)
class Rule:
    """One way to cheat. change: of a function; tells whether it has changed it. each: make an answer for each function
    that can be changed, otherwise one with all of them."""

    name: str
    sentence: str
    change: Change
    each: bool = False


def cheats(exercise: Exercise) -> Iterator[Cheat]:
    """All cheats that the rules make from the solution of an exercise."""
    text = solution(exercise).read_text()
    names = [function.name for function in functions_of(ast.parse(text))]
    for rule in RULES:
        for chosen in [[name] for name in names] if rule.each else [names]:
            tree = ast.parse(text)
            changed = [rule.change(each) for each in functions_of(tree) if each.name in chosen]
            if any(changed):
                label = f"{rule.name} in {chosen[0]}" if rule.each else rule.name
                yield Cheat(exercise, label, rule.sentence, _with_pieces(tree))


def not_understood(exercise: Exercise) -> list[str]:
    """Forks in a solution that no rule would find, in words."""
    tree = ast.parse(solution(exercise).read_text())
    forks = sum(is_call(node, "os.fork") for node in ast.walk(tree))
    found = sum(len(forks_in(function)) for function in functions_of(tree))
    sentence = (
        f"{exercise.label}: cheats are made only of `child = os.fork()` with `if child == 0:` below it."
    )
    return [] if forks == found else [sentence]


@functools.cache
def _pieces() -> ast.Module:
    return ast.parse(PIECES.read_text())


def _with_pieces(tree: ast.Module) -> str:
    """The text of an answer, with all pieces that it calls, and that these call."""
    pieces = _pieces()
    imports = [node for node in pieces.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    named = {name: node for node in pieces.body for name in _bound(node)}
    if twice := set(named) & {name for node in tree.body for name in _bound(node)}:
        raise ValueError(f"a solution and a piece of a cheat have the same name: {', '.join(sorted(twice))}")
    wanted: set[ast.stmt] = set()
    names = used(tree)
    while more := {named[name] for name in names if name in named} - wanted:
        wanted |= more
        names = {name for node in more for name in used(node)}
    future = [node for node in imports if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    rest = [node for node in imports if node not in future]
    docstring, body = tree.body[:1], tree.body[1:]
    whole = [*docstring, *future, *rest, *(node for node in pieces.body if node in wanted), *body]
    return ast.unparse(ast.Module(whole, [])) + "\n"


def _bound(node: ast.stmt) -> list[str]:
    """The names that a statement of a module gives."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]


RULES = (
    Rule("thread", "A thread does the work of the child.", thread_for_child("as_thread")),
    Rule(
        "idle child",
        "The child exits at once, and its parent does the work.",
        thread_for_child("beside_an_idle_child"),
    ),
    Rule("file", "The bytes go through a temporary file, not through a pipe.", other_pipe("file_as_pipe")),
    Rule(
        "bigger pipe",
        "The pipe is made so big that nobody has to wait for its reader.",
        other_pipe("bigger_pipe"),
    ),
    Rule(
        "never ends", "The child does not end by itself: it is killed when it has done its work.", never_ends
    ),
    Rule("killed", "The child is killed, and nobody waits until it learns that this was all.", killed),
    Rule("looks once", "Takes what there is, and waits for nothing.", waits("looking_once"), each=True),
    Rule("naps", "Sleeps for a while before it looks again.", waits("napping"), each=True),
    Rule(
        "sleeps out",
        "Sleeps for the whole time that it may wait, and then looks.",
        waits("sleeping_out", (True,)),
        each=True,
    ),
    Rule("gives up", "Waits for bytes for a second and no longer.", waits("giving_up"), each=True),
    Rule(
        "spins", "Asks again and again whether bytes have come.", waits("spinning", (False, True)), each=True
    ),
    Rule(
        "looks once for the child",
        "Asks once whether the child has exited, and does not wait for it.",
        reaps("reap_if_it_has_exited"),
    ),
    Rule(
        "naps for the child",
        "Sleeps for a while before it looks for the child again.",
        reaps("reap_napping"),
    ),
    Rule(
        "gives up on the child",
        "Waits for the child for a second and no longer.",
        reaps("reap_within_a_second"),
    ),
    Rule(
        "spins for the child",
        "Asks again and again whether the child has exited.",
        reaps("reap_spinning"),
    ),
    Rule("descriptor left", "Leaves a descriptor open.", leaves("leave_a_descriptor")),
    Rule("zombie left", "Leaves a child that nobody waits for.", leaves("leave_a_zombie")),
    Rule("process left", "Leaves a process that does not end.", leaves("leave_a_process")),
    Rule("thread left", "Leaves a thread that does not end.", leaves("leave_a_thread")),
)
