"""Changes of a solution that make a cheat of it: of the tree of one function, by what stands in it.

A change tells whether it has found anything to change. The pieces that it calls are those of `cheating`.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

READS = ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into", "accept")
GIVEN = re.compile(r"\b(ends?|sockets?|pipes?|descriptors?)\b")
Block = list[ast.stmt]
Change = Callable[[ast.FunctionDef], bool]


def functions_of(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def used(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == name


def _name(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _blocks(tree: ast.AST) -> list[Block]:
    return [
        block
        for node in ast.walk(tree)
        for name in ("body", "orelse", "finalbody")
        if isinstance(block := getattr(node, name, None), list)
    ]


@dataclass(frozen=True)
class Fork:
    """`child = os.fork()` and the `if` below it whose body is the child's, at a place in a block."""

    block: Block
    at: int
    child: str
    body: Block


def forks_in(function: ast.FunctionDef) -> list[Fork]:
    found = []
    for block in _blocks(function):
        for at, (first, second) in enumerate(itertools.pairwise(block)):
            if not (isinstance(first, ast.Assign) and is_call(first.value, "os.fork")):
                continue
            child = ast.unparse(first.targets[0])
            tests = (f"{child} == 0", f"not {child}")
            if isinstance(second, ast.If) and ast.unparse(second.test) in tests and not second.orelse:
                found.append(Fork(block, at, child, second.body))
    return found


def _becomes_a_program(fork: Fork) -> bool:
    text = ast.unparse(ast.Module(fork.body, []))
    return "os.exec" in text or "os.posix_spawn" in text


def _status(function: ast.FunctionDef) -> ast.expr:
    """The status with which the children of a function exit."""
    exits = [node for fork in forks_in(function) for each in fork.body for node in ast.walk(each)]
    return next((e.args[0] for e in exits if isinstance(e, ast.Call) and is_call(e, "os._exit")), _name("0"))


def _called(function: ast.FunctionDef, name: str, piece: str, *more: ast.expr) -> bool:
    """Call a piece in place of a call of this name, with more arguments."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and is_call(node, name)]
    for call in calls:
        call.func = _name(piece)
        call.args += more
    return bool(calls)


def thread_for_child(piece: str) -> Change:
    def change(function: ast.FunctionDef) -> bool:
        forks = forks_in(function)
        if not forks or any(map(_becomes_a_program, forks)):
            return False
        for number, fork in enumerate(forks):
            status = _status(function)
            names = [n for n in _locals(function, fork.body) if n in used(ast.Module(fork.body, []))]
            body = ast.parse(f"def childs_work_{number}({', '.join(names)}): pass").body[0]
            assert isinstance(body, ast.FunctionDef)
            body.body = [_Returns().visit(each) for each in fork.body]
            start = f"{fork.child} = {piece}({', '.join([body.name, ast.unparse(status), *names])})"
            fork.block[fork.at : fork.at + 2] = [body, *ast.parse(start).body]
        _called(function, "os.waitpid", "joined")
        return True

    return change


class _Returns(ast.NodeTransformer):
    """`return status` in place of `os._exit(status)`."""

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        if isinstance(node.value, ast.Call) and is_call(node.value, "os._exit"):
            return ast.Return(node.value.args[0])
        return node


def _locals(function: ast.FunctionDef, without: Block) -> list[str]:
    """The names that a function gives to something, those that it gives only in a block of its own left out."""
    given = [argument.arg for argument in function.args.args]
    own = {id(node) for statement in without for node in ast.walk(statement)}
    bound = [
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in own
    ]
    return list(dict.fromkeys(given + bound))


def other_pipe(piece: str) -> Change:
    """Another thing in place of the pipe; and each child is waited for before the parent goes on."""

    def change(function: ast.FunctionDef) -> bool:
        if _called(function, "os.fork", "fork_and_wait"):
            _called(function, "os.waitpid", "remembered")
        return _called(function, "os.pipe", piece)

    return change


def never_ends(function: ast.FunctionDef) -> bool:
    forks = forks_in(function)
    if not forks or any(map(_becomes_a_program, forks)):
        return False
    status = _status(function)
    _called(function, "os._exit", "stop_instead")
    return _called(function, "os.waitpid", "kill_the_stopped", status)


def killed(function: ast.FunctionDef) -> bool:
    """Kill a child before that is closed whose end it was to learn of."""
    changed = False
    for block in _blocks(function):
        for at, statement in enumerate(block):
            first = at
            while first and _is_close(block[first - 1]):
                first -= 1
            if first < at and "os.waitpid(" in ast.unparse(statement) and not _blocks(statement):
                block[first : at + 1] = [statement, *block[first:at]]
                changed = True
    return changed and _called(function, "os.waitpid", "kill_at_once", _status(function))


def _is_close(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and (
        is_call(statement.value, "os.close") or ast.unparse(statement.value).endswith(".close()")
    )


def waits(piece: str, limited: tuple[bool, ...] = (False,)) -> Change:
    """Another way to wait, in place of each read from an end that is given.

    The other end of what a function makes itself is its own child's, and nobody else can make that late. limited:
    whether this is for functions that set a time limit, or for those that do not.
    """

    def change(function: ast.FunctionDef) -> bool:
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        methods = [call.func.attr for call in calls if isinstance(call.func, ast.Attribute)]
        if ("settimeout" in methods) not in limited:
            return False
        reads = [call for call in calls if (file := _read_from(call)) and used(file) & set(_given(function))]
        for call in reads:
            file = _read_from(call)
            assert file is not None
            if is_call(call, "open"):
                call.func, call.args = _name("waited_open"), [_name(piece), *call.args]
            else:
                call.func, call.args = _name(piece), [file, call.func, *call.args]
        return bool(reads)

    return change


def _read_from(call: ast.Call) -> ast.expr | None:
    """The file that a call reads from, or opens for reading; None for other calls."""
    if is_call(call, "open"):
        modes = {
            str(each.value)
            for each in [*call.args[1:2], *(keyword.value for keyword in call.keywords)]
            if isinstance(each, ast.Constant)
        }
        return None if set("".join(modes)) & set("wax+") else call.args[0]
    if is_call(call, "os.read"):
        return call.args[0]
    if isinstance(call.func, ast.Attribute) and call.func.attr in READS:
        return call.func.value
    return None


def _given(function: ast.FunctionDef) -> list[str]:
    """The parameters of a function that its docstring calls an end, a socket or a descriptor."""
    text = ast.get_docstring(function) or ""
    told = re.findall(r"(\w+(?:, \w+)*): ([^.;:]*)", text)
    names = {name for names, what in told if GIVEN.search(what) for name in names.split(", ")}
    return [
        argument.arg
        for argument in function.args.args
        if argument.arg in names or "socket" in ast.unparse(argument.annotation or _name("None"))
    ]


def reaps(piece: str) -> Change:
    return lambda function: _called(function, "os.waitpid", piece)


def leaves(piece: str) -> Change:
    def change(function: ast.FunctionDef) -> bool:
        has_docstring = ast.get_docstring(function) is not None
        function.body[int(has_docstring) : int(has_docstring)] = ast.parse(f"{piece}()").body
        return True

    return change
