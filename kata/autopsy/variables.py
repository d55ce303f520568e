"""Tell what the variables around a line are used for: descriptors, numbers to calculate with, the function's own."""

from __future__ import annotations

import ast
import re

from kata.autopsy import source

# The number of first arguments of a function that are descriptors: an int in their place is meant as one.
DESCRIPTORS_IN = {
    "close": 1,
    "dup": 1,
    "dup2": 2,
    "fdopen": 1,
    "fromfd": 1,
    "fstat": 1,
    "open": 1,
    "read": 1,
    "readv": 1,
    "register": 1,
    "select": 3,
    "sendfile": 2,
    "set_blocking": 1,
    "set_inheritable": 1,
    "splice": 2,
    "write": 1,
    "writev": 1,
}
COUNTS = {
    **dict.fromkeys(
        ("range", "sleep", "recv", "readline", "acquire", "poll", "chr", "bytes", "str", "round"), 0
    ),
    "read": 1,
}
"""Functions that take a number, and no descriptor, behind so many first arguments."""
MODULES = {"os", "select", "socket"}  # a method of the same name, of a file say, takes no descriptor
METHODS = {"register"}
STREAMS = {"stdin", "stdout", "stderr"}  # of subprocess.Popen


@source.remembered
def descriptor_names(file: str, line: int) -> frozenset[str]:
    """Names that the function around this line uses as descriptors; `ends` for `ends[0]` as well."""
    function = source.function_around(file, line)
    if function is None:
        return frozenset()
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            for argument in _descriptors_in(node):
                names |= _as_descriptor(argument)
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and source.called(node.value) in ("pipe", "dup")
        ):
            for target in node.targets:
                names |= {ast.unparse(n) for n in ast.walk(target) if isinstance(n, ast.Name | ast.Attribute)}
    return frozenset(names)


def _descriptors_in(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that must be descriptors."""
    streams = [keyword.value for keyword in call.keywords if keyword.arg in STREAMS]
    match call.func:
        case ast.Name(id=name):
            return call.args[: DESCRIPTORS_IN.get(name, 0)] + streams
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES or name in METHODS:
            return call.args[: DESCRIPTORS_IN.get(name, 0)] + streams
    return streams


def _as_descriptor(argument: ast.expr) -> set[str]:
    """The names in an argument that must be a descriptor: a name, an element of one, or several in a list."""
    match argument:
        case ast.Name() | ast.Attribute():
            return {ast.unparse(argument)}
        case ast.Subscript(value=whole):
            return {ast.unparse(argument)} | _as_descriptor(whole)
        case ast.Starred(value=inner):
            return _as_descriptor(inner)
        case ast.IfExp(body=one, orelse=other):
            return _as_descriptor(one) | _as_descriptor(other)
        case ast.List(elts=several) | ast.Tuple(elts=several) | ast.Call(args=several):
            return {name for each in several for name in _as_descriptor(each)}
    return set()


@source.remembered
def parameters(file: str, line: int) -> frozenset[str]:
    """The parameters of the function around this line."""
    function = source.function_around(file, line)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    return frozenset(argument.arg for argument in function.args.args)


@source.remembered
def local_names(file: str, line: int) -> frozenset[str]:
    """The parameters of the function around this line, and the names that it assigns itself."""
    function = source.function_around(file, line)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    given = [a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)]
    stored = [
        n.id for n in source.own_nodes(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    shared = [
        n for s in source.own_nodes(function) if isinstance(s, ast.Global | ast.Nonlocal) for n in s.names
    ]
    return frozenset([*given, *stored]) - frozenset(shared)


@source.remembered
def quantities(file: str, line: int) -> frozenset[str]:
    """Names that the function around this line counts or calculates with: no descriptors, whatever their value."""
    function = source.function_around(file, line)
    found: list[ast.expr | None] = []
    for node in ast.walk(function) if function is not None else ():
        match node:
            case ast.BinOp(left=left, right=right):
                found += [left, right]
            case ast.UnaryOp(operand=one) | ast.AugAssign(target=one) | ast.Subscript(slice=one):
                found.append(one)
            case ast.Slice(lower=lower, upper=upper):
                found += [lower, upper]
            case ast.Compare(left=left, ops=ops, comparators=others):
                orders = any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in ops)
                found += [left, *others] if orders else []
            case ast.Call(args=args) if source.called(node) in COUNTS:
                found += args[COUNTS[source.called(node)] :]
    return frozenset(ast.unparse(each) for each in found if isinstance(each, ast.Name | ast.Attribute))


@source.remembered
def assigned(file: str, line: int) -> frozenset[str]:
    """The names that the innermost statement on this line assigns when it is done."""
    statements = [node for node in source.in_function(file, line) if isinstance(node, ast.stmt)]
    match statements[-1:]:
        case [ast.Assign(targets=targets)]:
            pass
        case [ast.For(target=target) as loop] if loop.lineno == line:
            targets = [target]
        case _:
            return frozenset()
    return frozenset(node.id for each in targets for node in ast.walk(each) if isinstance(node, ast.Name))


def root(text: str) -> str:
    """The variable at the beginning of a text such as `self.ends[0]`."""
    return re.split(r"[.\[]", text, maxsplit=1)[0]
