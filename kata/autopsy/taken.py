"""Read in the text of a program on which line a lock was taken that is not released yet.

Most locks do not tell who has taken them. The lines of a thread do: inside a `with`, behind an `acquire`, or at an
`acquire` in a loop that can come round again without a `release`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from kata.autopsy import source


@source.remembered
def taken(file: str, line: int, text: str) -> int | None:
    """The line on which the function of a line has taken a lock and not released it, by `with` or `acquire`."""
    for node in source.in_function(file, line):
        match node:
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body) if (
                line >= body[0].lineno
            ):
                if any(ast.unparse(item.context_expr) == text for item in items):
                    return int(node.lineno)
    function = source.function_around(file, line)
    if function is None:
        return None
    calls = sorted(
        (node.lineno, node.func.attr)
        for node in source.own_nodes(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("acquire", "release")
        and node.lineno < line
        and ast.unparse(node.func.value) == text
    )
    return calls[-1][0] if calls and calls[-1][1] == "acquire" else None


@source.remembered
def taken_a_round_before(file: str, line: int, text: str) -> bool:
    """Whether a line that takes a lock is in a loop that can come back to it without a release."""
    around = [node for node in source.in_function(file, line) if isinstance(node, ast.stmt)]
    if not any(_does(node, "acquire", text) for node in source.in_function(file, line)):
        return False
    held = {"on"}
    for inner, outer in zip(around[::-1], around[-2::-1], strict=False):
        if "on" in held:
            held = held - {"on"} | _ways(_behind(inner, outer), text)
        if isinstance(outer, ast.For | ast.While) and held & {"on", "again"}:
            return True
    return False


def _behind(inner: ast.stmt, outer: ast.stmt) -> list[ast.stmt]:
    """The statements that follow one in the block that it is in, after those inside it."""
    inside = inner.body if isinstance(inner, ast.If) else []
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(outer, block, [])
        if inner in statements:
            rest = [*inside, *statements[statements.index(inner) + 1 :]]
            return [*rest, *(getattr(outer, "finalbody", []) if block != "finalbody" else [])]
    return []


def _ways(statements: Iterable[ast.stmt], text: str) -> set[str]:
    """The ways out of some statements with the lock still held: "on", or "again" to the beginning of a loop."""
    ways: set[str] = set()
    for each in statements:
        match each:
            case ast.Expr(value=call) if _does(call, "release", text):
                return ways
            case ast.Continue():
                return ways | {"again"}
            case ast.Break() | ast.Return() | ast.Raise():
                return ways
            case ast.If(body=body, orelse=orelse):
                found = _ways(body, text) | _ways(orelse, text)
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
                found = _ways([*body, *orelse], text)
                found = found.union(*(_ways(handler.body, text) for handler in handlers))
                found = found if "on" in _ways(finalbody, text) else set()
            case ast.With(body=body):
                found = _ways(body, text)
            case _:
                continue
        ways |= found - {"on"}
        if "on" not in found:
            return ways
    return ways | {"on"}


def _does(node: ast.AST, what: str, text: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=whole, attr=name)) if name == what:
            return ast.unparse(whole) == text
    return False
