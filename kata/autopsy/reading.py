"""Decide whether a line reads some bytes, or all until the end.

The kernel knows that a process waits for bytes. Only the program knows whether it wants some of them or all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from kata.autopsy import source
from kata.facts import Wants

READS_ALL = {"readlines", "readall"}
READS = {"read", "readline", "recv", "recvfrom", "recv_into", "recvmsg"}


def wants(lines: Iterable[tuple[str, int]]) -> Wants:
    """Tell what a read waits for, from the lines (file, line) of its frames, the innermost first.

    "end": one call that reads all; "data or end": a loop that reads until the end; "data": a number of bytes or
    messages.
    """
    for file, line in lines:
        found = _wants(file, line)
        if found is not None:
            return found
    return "data"


def _wants(file: str, line: int) -> Wants | None:
    around = source.in_function(file, line)
    if any(_reads_all(node) for node in around):
        return "end"
    for node in reversed(around):
        match node:
            case ast.For() if node.lineno == line and not _is_counted(node.iter):
                return "end" if _collects(node) else "data or end"
            case ast.ListComp(elt=each) | ast.SetComp(elt=each) | ast.GeneratorExp(elt=each):
                return "data" if any(source.called(n) in READS for n in ast.walk(each)) else "data or end"
            case ast.While() if _counts_bytes(node.test) or _never_ends(node):
                return "data"
            case ast.While():
                return "end" if _collects(node) else "data or end"
    return None


def is_repeated(lines: Iterable[tuple[str, int]]) -> bool:
    """Whether one of these lines (file, line) is in a loop of its function, other than one that forks."""
    loops = ast.For | ast.While | ast.ListComp | ast.SetComp | ast.GeneratorExp
    return any(
        isinstance(node, loops) and not any(source.called(each) == "fork" for each in ast.walk(node))
        for file, line in lines
        for node in source.in_function(file, line)
    )


def _reads_all(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="read"), args=[]):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in READS_ALL
        case ast.Call(
            func=ast.Name(id="list" | "tuple" | "sorted" | "set"),
            args=[ast.Name() | ast.Call(func=ast.Name(id="open"))],
        ):
            return True
    return False


def _is_counted(items: ast.expr) -> bool:
    return isinstance(items, ast.Call) and source.called(items) == "range"


def _counts_bytes(test: ast.expr) -> bool:
    return any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE | ast.NotIn) for op in ast.walk(test))


# Calls in a loop that only collects: none of them could send an answer that somebody waits for.
COLLECTS = READS | {
    *(
        "append",
        "extend",
        "add",
        "update",
        "join",
        "decode",
        "encode",
        "strip",
        "split",
        "splitlines",
        "partition",
    ),
    *(
        "len",
        "int",
        "str",
        "bytes",
        "bytearray",
        "float",
        "ord",
        "chr",
        "max",
        "min",
        "sum",
        "enumerate",
        "loads",
    ),
}


def _collects(loop: ast.For | ast.While) -> bool:
    """Whether a loop only collects what it reads: then it waits for the end."""
    calls = {
        source.called(node) for each in loop.body for node in ast.walk(each) if isinstance(node, ast.Call)
    }
    leaves = any(isinstance(node, ast.Break | ast.Return) for each in loop.body for node in ast.walk(each))
    always = isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant)
    return calls <= COLLECTS and not leaves and not always


def _never_ends(loop: ast.While) -> bool:
    """Whether a loop is a `while True` that nothing inside can leave: then it does not look for an end."""
    leaves = ast.Break | ast.Return | ast.Raise | ast.If | ast.Try | ast.IfExp
    always = isinstance(loop.test, ast.Constant) and bool(loop.test.value)
    return always and not any(isinstance(node, leaves) for each in loop.body for node in ast.walk(each))
