"""Decide whether a line reads some bytes, or all until the end.

The kernel knows that a process waits for bytes. Only the program knows whether it wants some of them or all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kata.autopsy import source
from kata.autopsy.facts import Wants

READS_ALL = {"readlines", "readall"}
READS = {"read", "readline", "recv", "recvfrom", "recv_into", "recvmsg"}


def wants(lines: Iterable[tuple[str, int]]) -> Wants:
    """Tell what a read waits for, from the lines (file, line) of its frames, the innermost first.

    "end": one call that reads all; "data or end": a loop that reads until the end; "data": a number of bytes or
    messages.
    """
    for line, around in _around(lines):
        found = _wants(line, around)
        if found is not None:
            return found
    return "data"


COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def _around(lines: Iterable[tuple[str, int]]) -> Iterator[tuple[int, list[ast.AST]]]:
    """For each of these lines, the nodes of its function that span it, outermost first.

    A comprehension on a line that calls the next function further in counts only if the call is in it.
    """
    inner = ""
    for file, line in lines:
        nodes = source.in_function(file, line)
        yield (
            line,
            [
                node
                for node in nodes
                if not (inner and isinstance(node, COMPREHENSIONS)) or _calls(node, inner)
            ],
        )
        inner = getattr(source.function_around(file, line), "name", "")


def _calls(node: ast.AST, name: str) -> bool:
    return any(source.called(each) == name for each in ast.walk(node))


def _wants(line: int, around: list[ast.AST]) -> Wants | None:
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
    loops = ast.For | ast.While | COMPREHENSIONS
    return any(
        isinstance(node, loops) and not _calls(node, "fork")
        for _, around in _around(lines)
        for node in around
    )


def gathered(file: str, line: int, name: str) -> str:
    """The part of a stream that a line asks a file object of this name for, in words; empty if it asks for none."""
    for node in source.in_function(file, line):
        asked: list[ast.expr] = []
        part = "a whole line"
        match node:
            case ast.Call(func=ast.Attribute(value=whole, attr="readline")):
                asked = [whole]
            case ast.Call(func=ast.Name("next"), args=[whole]):
                asked = [whole]
            case ast.For() if node.lineno == line:
                asked = [node.iter]
            case _ if isinstance(node, COMPREHENSIONS):
                asked = [each.iter for each in node.generators]
            case ast.Call(func=ast.Attribute(value=whole, attr="read" | "readinto"), args=[_]):
                asked, part = [whole], "all that it was asked for"
        if name in map(ast.unparse, asked):
            return part
    return ""


@dataclass(frozen=True)
class Loop:
    """A loop that reads. frame: which of a stack it is in, counted from the innermost. reads: what, and how:
    ("sock", "sock.recv"), ("reader", "os.read")."""

    frame: int
    line: int
    reads: list[tuple[str, str]]


def innermost_loop(lines: Sequence[tuple[str, int]]) -> Loop | None:
    """The innermost loop around these lines, with all that is read in it.

    lines: (file, line) of a thread's frames, the innermost first; a loop may be further out than what reads.
    """
    inner: list[ast.AST] = []
    for index, (file, line) in enumerate(lines):
        loops = [n for n in source.in_function(file, line) if isinstance(n, ast.While | ast.For)]
        if loops:
            reads = [each for node in (loops[-1], *inner) for each in _reads_of(node)]
            return Loop(index, loops[-1].lineno, reads + list(_reads_of_called(loops[-1], file)))
        inner += filter(None, [source.function_around(file, line)])
    return None


def _reads_of_called(loop: ast.AST, file: str) -> Iterator[tuple[str, str]]:
    """The arguments that a loop gives to functions of the same file that read them, and how they do."""
    tree = source.parsed(file)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)} if tree else {}
    for each in ast.walk(loop):
        match each:
            case ast.Call(func=ast.Name(id=name), args=given) if name in functions:
                hows = [how for _, how in _reads_of(functions[name])][:1]
                yield from ((ast.unparse(argument), how) for argument in given for how in hows)


def _reads_of(node: ast.AST) -> list[tuple[str, str]]:
    found = []
    for each in ast.walk(node):
        match each:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr="read" | "readv"), args=[fd, *_]):
                found.append((ast.unparse(fd), ast.unparse(each.func)))
            case ast.Call(func=ast.Attribute(value=whole, attr=how)) if how in READS:
                found.append((ast.unparse(whole), ast.unparse(each.func)))
    return found


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
