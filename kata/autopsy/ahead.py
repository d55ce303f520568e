"""Read in the text of a function, from the line where it stands, what it may still do, and whether it can end."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kata.autopsy import source

Loop = ast.While | ast.For | ast.AsyncFor
LEAVES = ast.Break | ast.Return | ast.Raise
ENDLESS = {"count", "cycle", "repeat"}
"""Iterators of `itertools` that have no end."""
ABOUT_OTHERS = {
    "is_alive",
    "is_set",
    "isSet",
    "poll",
    "done",
    "running",
    "cancelled",
    "locked",
    "empty",
    "full",
}
ABOUT_OTHERS |= {"wait", "join", "ready", "wait_for"}
"""Questions about a thing to wait for, and waits for it: only somebody who knows it changes the answer."""
WAITS = {
    "sleep",
    "wait",
    "wait_for",
    "acquire",
    "_acquire",
    "get",
    "put",
    "join",
    "select",
    "_select",
    "poll",
}
WAITS |= {"recv", "recvfrom", "recv_into", "recvmsg", "accept", "_accept", "send", "sendall", "connect"}
WAITS |= {
    "read",
    "readline",
    "readinto",
    "readlines",
    "write",
    "flush",
    "sigtimedwait",
    "epoll_wait",
    "control",
}
WAITS |= {"result", "communicate", "as_completed", "serve_forever", "waitpid", "run", "exception", "__next__"}
"""Calls that wait with a limit, and do nothing else meanwhile, as a loop of events in another language would."""


@dataclass(frozen=True)
class Ahead:
    """The names that come after a line, those of the contexts that are left there, and those that are only asked."""

    names: frozenset[str]
    leaves: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()


@source.remembered
def ahead(file: str, line: int, function: str, alone: bool = False) -> Ahead | None:
    """The names of all that a function may still do from a line on; None if that cannot be told.

    alone: whether nobody else goes on. Then a loop that asks for others only has no end, and nothing comes after it.
    """
    body = _body(file, line, function)
    nodes = None if body is None else _after(body, line, alone)
    if nodes is None:
        return None
    withs = [item for each in nodes if isinstance(each, ast.withitem) for item in ast.walk(each)]
    names = frozenset(_names(nodes))
    return Ahead(names, frozenset(_names(withs)), names - _used(nodes))


def _body(file: str, line: int, function: str) -> list[ast.stmt] | None:
    if function.startswith("<") and function != "<module>":
        return None
    around = source.parsed(file) if function == "<module>" else source.function_around(file, line)
    named = getattr(around, "name", "<module>")
    return getattr(around, "body", None) if named == function else None


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        for each in ast.walk(node):
            match each:
                case ast.Name(id=name):
                    yield name
                case ast.Attribute(value=ast.Name(id=module), attr=name):
                    yield from (name, f"{module}.{name}")
                case ast.Attribute(attr=name):
                    yield name
                case ast.alias(name=name):
                    yield from (*name.split("."), "import")
                case ast.Raise():
                    yield "raise"


def _used(nodes: Sequence[ast.AST]) -> set[str]:
    """The names of values for more than a question, or for a loop that asks each of them one."""
    used: set[str] = set()
    members: dict[str, str] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(), attr=name)) if name in ABOUT_OTHERS:
                waiting += [*node.args, *node.keywords]
            case ast.For(target=ast.Name(id=each), iter=ast.Name(id=whole)):
                members[whole] = each
                waiting += [*node.body, *node.orelse]
            case ast.comprehension(target=ast.Name(id=each), iter=ast.Name(id=whole)):
                members[whole] = each
                waiting += node.ifs
            case ast.Name(id=name):
                used.add(name)
            case _:
                waiting += ast.iter_child_nodes(node)
    return used | {whole for whole, each in members.items() if each in used}


def _after(body: Sequence[ast.stmt], line: int, alone: bool = False) -> list[ast.AST] | None:
    """The parts of some statements that may run from a line on; None if the line is in none of them."""
    for i, statement in enumerate(body):
        if source.begins(statement) <= line <= (statement.end_lineno or 0):
            within = _within(statement, line, alone)
            return within if alone and _goes_on(statement, line) else [*within, *body[i + 1 :]]
    return None


def _goes_on(statement: ast.stmt, line: int) -> bool:
    """Whether a line is in a loop of this statement that has no end."""
    inner = [node for node in ast.walk(statement) if isinstance(node, Loop) and source.begins(node) <= line]
    around = [node for node in inner if line <= (node.end_lineno or 0) and not _in_else(node, line)]
    return any(not _may_leave(loop) for loop in around)


def _within(statement: ast.stmt, line: int, alone: bool) -> list[ast.AST]:
    match statement:
        case ast.While() | ast.For() | ast.AsyncFor():
            in_else = _after(statement.orelse, line, alone)
            return [statement] if in_else is None else in_else
        case ast.With() | ast.AsyncWith():
            inner = _after(statement.body, line, alone)
            return [statement] if inner is None else [*inner, *statement.items]
        case ast.Try():
            handlers = [each for each in statement.handlers if _after(each.body, line) is None]
            inner = _after(statement.body, line, alone)
            if inner is not None:
                return [*inner, *handlers, *statement.orelse, *statement.finalbody]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [statement]
        case ast.Expr() | ast.Assign() | ast.AnnAssign() | ast.Return():
            return [] if _is_under_way(statement.value) else [statement]
    parts = [after for block in _blocks(statement) if (after := _after(block, line, alone)) is not None]
    return [*(parts[0] if parts else [statement]), *getattr(statement, "finalbody", ())]


def _blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    inner = [*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]
    own = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    return [*own, *(each.body for each in inner)]


def _is_under_way(value: ast.expr | None) -> bool:
    """Whether an expression is one call, so that nothing of it is left to do but to come back."""
    call = value.value if isinstance(value, ast.Await) else value
    return (
        isinstance(call, ast.Call)
        and sum(isinstance(each, ast.Call | ast.Await) for each in ast.walk(call)) == 1
    )


def is_a_wait(file: str, line: int) -> bool:
    """Whether the innermost line of Python is a wait that Python knows, and not the loop of somebody else."""
    calls = [name for node in source.in_function(file, line) if (name := source.called(node))]
    on_line = [name for name in calls if name]
    return not on_line or bool(WAITS.intersection(on_line))


MADE = {"Event", "Future", "create_future", "Condition", "Queue", "SimpleQueue"}


def waits_on_purpose(file: str, line: int) -> bool:
    """Whether a line waits for a thing that it makes itself, as `threading.Event().wait()`: it is to wait for ever."""
    for node in source.in_function(file, line):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call() as made, attr="wait" | "get")) if (
                source.called(made) in MADE
            ):
                return True
            case ast.Await(value=ast.Call() as made) if source.called(made) in MADE:
                return True
    return False


def may_end(file: str, line: int, function: str) -> bool:
    """Whether a function may return by itself, and not only when others have done something."""
    if function.startswith("<") and function != "<module>":
        return True
    around = source.in_function(file, line) if function != "<module>" else _of_module(file, line)
    loops = [node for node in around if isinstance(node, Loop) and not _in_else(node, line)]
    return all(_may_leave(loop) for loop in loops)


def _of_module(file: str, line: int) -> list[ast.AST]:
    return (
        []
        if isinstance(source.function_around(file, line), ast.FunctionDef)
        else source.in_function(file, line)
    )


def _in_else(loop: Loop, line: int) -> bool:
    return _after(loop.orelse, line) is not None


def _may_leave(loop: Loop) -> bool:
    if not isinstance(loop, ast.While):
        if not isinstance(loop.iter, ast.Call) or source.called(loop.iter) not in ENDLESS:
            return True
        return any(_leaves(loop, loop.body))
    changed = _changed(loop)
    if not isinstance(loop.test, ast.Constant) and _by_itself(loop.test, changed):
        return True
    return any(_leaves(loop, loop.body))


def _changed(loop: Loop) -> set[str]:
    return {n.id for n in ast.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _by_itself(test: ast.expr, changed: set[str]) -> bool:
    """Whether a condition may change by what the loop does, by time, or by strangers.

    It does not if it only asks for others of the program: whether a thread is alive, an event is set.
    """
    if any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in ast.walk(test)):
        return True
    return any(_changes(node, changed) for node in _without_questions(test))


def _without_questions(test: ast.expr) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = [test]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in ABOUT_OTHERS:
                continue
            case ast.Call(
                func=ast.Name(id="all" | "any" | "not"), args=[ast.GeneratorExp() | ast.ListComp() as each]
            ):
                waiting += [each.elt, *(part for one in each.generators for part in one.ifs)]
            case _:
                yield node
                waiting += ast.iter_child_nodes(node)


def _changes(node: ast.AST, changed: set[str]) -> bool:
    """Whether a part of a condition may change: by a function, by an attribute that any function sets, by the loop."""
    if isinstance(node, ast.Name):
        return node.id in changed
    return isinstance(node, ast.Call | ast.Attribute | ast.Subscript | ast.NamedExpr | ast.Await)


def _leaves(loop: Loop, body: Sequence[ast.stmt]) -> Iterator[bool]:
    """For each way out of a loop, whether the loop comes to it by itself."""
    changed = _changed(loop)
    for statement in body:
        if isinstance(statement, LEAVES):
            yield True
        elif isinstance(statement, ast.If):
            if _by_itself(statement.test, changed) or isinstance(statement.test, ast.Constant):
                yield from _leaves(loop, [*statement.body, *statement.orelse])
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for block in _blocks(statement):
                yield from _leaves(loop, block)
