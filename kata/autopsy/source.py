"""Read in the text of a program what a line says: names of descriptors, waits, locks that are taken.

The text is parsed with `ast` and never run.
"""

from __future__ import annotations

import ast
import functools
import linecache
import re
from collections.abc import Iterator

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
DEEPEST = 100  # expressions within each other: `ast.unparse` calls itself several times for each


@functools.cache
def parsed(file: str) -> ast.Module | None:
    """Parse the file; None if it cannot be read, or is nested deeper than people write."""
    try:
        with open(file, encoding="utf-8") as text:
            tree = ast.parse(text.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return None if _is_deep(tree) else tree


def _is_deep(tree: ast.Module) -> bool:
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            return True
        waiting += ((child, depth + isinstance(child, ast.expr)) for child in ast.iter_child_nodes(node))
    return False


def forget() -> None:
    """Read all files anew from now on: what is told next has run with what is in them now."""
    for known in (
        parsed,
        _enclosing,
        descriptor_names,
        parameters,
        local_names,
        assigned,
        waited,
        quantities,
    ):
        known.cache_clear()
    linecache.clearcache()


def line_of(file: str, line: int) -> str:
    """The source line without its indentation, empty if it is not known."""
    return linecache.getline(file, line).strip()


@functools.cache
def _enclosing(file: str, line: int) -> tuple[ast.AST, ...]:
    """The nodes that span the line, outermost first."""
    tree = parsed(file)
    if tree is None:
        return ()
    return tuple(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.comprehension | ast.expr)
        and getattr(node, "lineno", line + 1) <= line <= (getattr(node, "end_lineno", None) or 0)
    )


def function_around(file: str, line: int) -> ast.AST | None:
    """The function that a line is in, or the whole file."""
    inner = [n for n in _enclosing(file, line) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return inner[-1] if inner else parsed(file)


@functools.cache
def descriptor_names(file: str, line: int) -> frozenset[str]:
    """Names that the function around this line uses as descriptors; `ends` for `ends[0]` as well."""
    function = function_around(file, line)
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
            and called(node.value) in ("pipe", "dup")
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


@functools.cache
def parameters(file: str, line: int) -> frozenset[str]:
    """The parameters of the function around this line."""
    function = function_around(file, line)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    return frozenset(argument.arg for argument in function.args.args)


@functools.cache
def local_names(file: str, line: int) -> frozenset[str]:
    """The parameters of the function around this line, and the names that it assigns itself."""
    function = function_around(file, line)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    given = [a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)]
    stored = [n.id for n in own_nodes(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    shared = [n for s in own_nodes(function) if isinstance(s, ast.Global | ast.Nonlocal) for n in s.names]
    return frozenset([*given, *stored]) - frozenset(shared)


@functools.cache
def quantities(file: str, line: int) -> frozenset[str]:
    """Names that the function around this line counts or calculates with: no descriptors, whatever their value."""
    function = function_around(file, line)
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
            case ast.Call(args=args) if called(node) in COUNTS:
                found += args[COUNTS[called(node)] :]
    return frozenset(ast.unparse(each) for each in found if isinstance(each, ast.Name | ast.Attribute))


@functools.cache
def assigned(file: str, line: int) -> frozenset[str]:
    """The names that the innermost statement on this line assigns when it is done."""
    statements = [node for node in in_function(file, line) if isinstance(node, ast.stmt)]
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


@functools.cache
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


def names_at(file: str, line: int) -> list[str]:
    """The things that a line speaks of: names, attributes and elements, the innermost first."""
    spoken = (ast.Name, ast.Attribute, ast.Subscript)
    return [ast.unparse(node) for node in reversed(_enclosing(file, line)) if isinstance(node, spoken)]


def expected(file: str, line: int) -> str | None:
    """The expression that the assertion on this line, which has no message of its own, expects to be true."""
    for node in _enclosing(file, line):
        match node:
            case ast.Assert(test=test, msg=None):
                return ast.unparse(test)
    return None


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
