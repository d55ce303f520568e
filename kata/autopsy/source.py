"""Read in the text of a program what a line says: waits, assertions, targets of assignments.

The text is parsed with `ast` and never run.
"""

from __future__ import annotations

import ast
import functools
import linecache
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from kata.agent import texts

Read = TypeVar("Read", bound=Callable[..., Any])
_read: list[Any] = []

DEEPEST = 100  # expressions within each other: `ast.unparse` calls itself several times for each


def remembered(function: Read) -> Read:
    """Call a function once for the same line of the same file, until the next `forget`."""
    known = functools.cache(function)
    _read.append(known)
    return known  # type: ignore[return-value]


def forget() -> None:
    """Read all files anew from now on, but for the answers of this run: these are quoted as they ran."""
    for known in _read:
        known.cache_clear()
    texts.quote()


@remembered
def parsed(file: str) -> ast.Module | None:
    """Parse the file; None if it cannot be read, or is nested deeper than people write."""
    lines = linecache.getlines(file)
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return None if not lines or _is_deep(tree) else tree


def _is_deep(tree: ast.Module) -> bool:
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            return True
        if not isinstance(node, ast.Name | ast.Constant):  # half of all nodes, and they have none below
            waiting += ((child, depth + isinstance(child, ast.expr)) for child in ast.iter_child_nodes(node))
    return False


def line_of(file: str, line: int) -> str:
    """The source line without its indentation, empty if it is not known."""
    return linecache.getline(file, line).strip()


@remembered
def _enclosing(file: str, line: int) -> tuple[ast.AST, ...]:
    """The nodes that span the line, outermost first."""
    tree = parsed(file)
    level: list[ast.AST] = [] if tree is None else [tree]
    found: list[ast.AST] = []
    while level:
        below = [child for node in level for child in ast.iter_child_nodes(node)]
        level = [
            node for node in below if not isinstance(node, ast.stmt) or begins(node) <= line <= _ends(node)
        ]
        found += (
            node
            for node in level
            if isinstance(node, ast.stmt | ast.comprehension | ast.expr)
            and getattr(node, "lineno", line + 1) <= line <= _ends(node)
        )
    return tuple(found)


def begins(node: ast.stmt) -> int:
    """The first line of a statement: that of its decorators, where it has some."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _ends(node: ast.AST) -> int:
    last: int | None = getattr(node, "end_lineno", None)
    return last or 0


def function_around(file: str, line: int) -> ast.AST | None:
    """The function that a line is in, or the whole file."""
    inner = [n for n in _enclosing(file, line) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return inner[-1] if inner else parsed(file)


def called(node: ast.AST) -> str:
    """The name of the function or method that this node calls, empty if it is no call."""
    match getattr(node, "func", None):
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def in_function(file: str, line: int) -> list[ast.AST]:
    """The nodes inside the function of a line that span this line, outermost first."""
    around = _enclosing(file, line)
    functions = [i for i, n in enumerate(around) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return list(around[functions[-1] + 1 :]) if functions else list(around)


WAITS = {
    "acquire",
    "join",
    "get",
    "put",
    "wait",
    "wait_for",
    "result",
    "exception",
    "shutdown",
    "communicate",
}
CHANNELS = {"receive", "send"}
"""Methods of a channel between tasks."""
COLLECTS = {"apply", "map", "starmap", "next"}
"""Methods of a pool, or of what it returns, that wait for results; nothing else that has them waits there."""


@remembered
def waited(file: str, line: int) -> tuple[tuple[str, str], ...]:
    """The objects that a line may wait for, each with how: ("lock", "with"), ("thread", "join")."""
    found = []
    for node in in_function(file, line):
        match node:
            case ast.With(items=items) | ast.AsyncWith(items=items) if (
                node.body[0].lineno > line or node.lineno == line
            ):
                found += [(ast.unparse(item.context_expr), "with") for item in items]
            case ast.Call(func=ast.Attribute(value=whole, attr=how)) if how in WAITS | COLLECTS | CHANNELS:
                found.append((ast.unparse(whole), how))
            case ast.Await(value=ast.Name() | ast.Attribute() | ast.Subscript() as whole):
                found.append((ast.unparse(whole), "await"))
    return tuple(found)


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, without those of the functions inside it."""
    waiting = [function]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                waiting.append(node)
                yield node


def asserted(file: str, line: int) -> tuple[str, bool] | None:
    """The left side of an `assert left == right` on this line, and whether it is a call."""
    for node in _enclosing(file, line):
        match node:
            case ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq()]), msg=None):
                return ast.unparse(left).removeprefix("answer."), isinstance(left, ast.Call)
    return None


def names_at(file: str, line: int, begins: int = -1, ends: int = -1) -> list[str]:
    """The things that a line speaks of: names, attributes and elements, the innermost first.

    begins, ends: the columns of the part that counts, all if they are -1.
    """
    spoken = (ast.Name, ast.Attribute, ast.Subscript)
    return [
        ast.unparse(node)
        for node in reversed(_enclosing(file, line))
        if isinstance(node, spoken)
        and (ends < 0 or (begins <= node.col_offset and (node.end_col_offset or 0) <= ends))
    ]


def expected(file: str, line: int) -> str | None:
    """The expression that the assertion on this line, which has no message of its own, expects to be true."""
    for node in _enclosing(file, line):
        match node:
            case ast.Assert(test=test, msg=None):
                return ast.unparse(test)
    return None


@remembered
def target(file: str, line: int, index: int) -> str | None:
    """The name that a call on this line is assigned to; `index` chooses from `reader, writer = os.pipe()`."""
    for node in reversed(_enclosing(file, line)) if index >= 0 else ():
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                return _among(names, values, index)
            case ast.Assign(targets=[single]):
                return _part(single, node.value, index)
            case ast.With():
                return None
    return None


def _among(names: list[ast.expr], values: list[ast.expr], index: int) -> str | None:
    """The name for a value of several, as in `first, second = os.pipe(), 1`; None if more than one makes something."""
    calls = [
        at for at, value in enumerate(values) if any(isinstance(node, ast.Call) for node in ast.walk(value))
    ]
    if len(calls) != 1 or len(names) != len(values):
        return None
    return _part(names[calls[0]], values[calls[0]], index)


def _part(name: ast.expr, value: ast.expr, index: int) -> str:
    if isinstance(name, ast.Tuple) and index < len(name.elts):
        return ast.unparse(name.elts[index])
    call = isinstance(value, ast.Call) and called(value) in ("pipe", "socketpair")
    return f"{ast.unparse(name)}[{index}]" if call else ast.unparse(name)
