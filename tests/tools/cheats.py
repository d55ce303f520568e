"""Cheats that are made from a solution by rule: each returns what is expected, and skips a part of the lesson.

A rule changes the tree of a function, or finds nothing there to change. The pieces that it puts in are in `cheating`.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kata.course.exercises import Exercise
from tests.tools.inventory import solution

PIECES = Path(__file__).with_name("cheating.py")
READS = ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into", "accept")
GIVEN = re.compile(r"\b(ends?|sockets?|pipes?|descriptors?)\b")
Block = list[ast.stmt]


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
    change: Callable[[ast.FunctionDef], bool]
    each: bool = False


def cheats(exercise: Exercise) -> Iterator[Cheat]:
    """All cheats that the rules make from the solution of an exercise."""
    text = solution(exercise).read_text()
    names = [function.name for function in _functions(ast.parse(text))]
    for rule in RULES:
        for chosen in [[name] for name in names] if rule.each else [names]:
            tree = ast.parse(text)
            changed = [rule.change(each) for each in _functions(tree) if each.name in chosen]
            if any(changed):
                label = f"{rule.name} in {chosen[0]}" if rule.each else rule.name
                yield Cheat(exercise, label, rule.sentence, _with_pieces(tree))


def not_understood(exercise: Exercise) -> list[str]:
    """Forks in a solution that no rule would find, in words."""
    tree = ast.parse(solution(exercise).read_text())
    forks = sum(_is_call(node, "os.fork") for node in ast.walk(tree))
    found = sum(len(_forks(function)) for function in _functions(tree))
    sentence = (
        f"{exercise.label}: cheats are made only of `child = os.fork()` with `if child == 0:` below it."
    )
    return [] if forks == found else [sentence]


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _with_pieces(tree: ast.Module) -> str:
    """The text of an answer, with all pieces that it calls, and that these call."""
    pieces = ast.parse(PIECES.read_text())
    imports = [node for node in pieces.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    named = {name: node for node in pieces.body for name in _bound(node)}
    if twice := set(named) & {name for node in tree.body for name in _bound(node)}:
        raise ValueError(f"a solution and a piece of a cheat have the same name: {', '.join(sorted(twice))}")
    wanted: set[ast.stmt] = set()
    used = _used(tree)
    while more := {named[name] for name in used if name in named} - wanted:
        wanted |= more
        used = {name for node in more for name in _used(node)}
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


def _used(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


# What stands in a tree.


def _is_call(node: ast.AST, name: str) -> bool:
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


def _forks(function: ast.FunctionDef) -> list[Fork]:
    found = []
    for block in _blocks(function):
        for at, (first, second) in enumerate(itertools.pairwise(block)):
            if not (isinstance(first, ast.Assign) and _is_call(first.value, "os.fork")):
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
    exits = [node for fork in _forks(function) for each in fork.body for node in ast.walk(each)]
    return next((e.args[0] for e in exits if isinstance(e, ast.Call) and _is_call(e, "os._exit")), _name("0"))


# Changes.


def _called(function: ast.FunctionDef, name: str, piece: str, *more: ast.expr) -> bool:
    """Call a piece in place of a call of this name, with more arguments."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _is_call(node, name)]
    for call in calls:
        call.func = _name(piece)
        call.args += more
    return bool(calls)


def _thread_for_child(piece: str) -> Callable[[ast.FunctionDef], bool]:
    def change(function: ast.FunctionDef) -> bool:
        forks = _forks(function)
        if not forks or any(map(_becomes_a_program, forks)):
            return False
        for number, fork in enumerate(forks):
            status = _status(function)
            names = [name for name in _locals(function) if name in _used(ast.Module(fork.body, []))]
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
        if isinstance(node.value, ast.Call) and _is_call(node.value, "os._exit"):
            return ast.Return(node.value.args[0])
        return node


def _locals(function: ast.FunctionDef) -> list[str]:
    given = [argument.arg for argument in function.args.args]
    bound = [
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys(given + bound))


def _other_pipe(piece: str) -> Callable[[ast.FunctionDef], bool]:
    """Another thing in place of the pipe, and each child waited for before the parent goes on."""

    def change(function: ast.FunctionDef) -> bool:
        changed = _called(function, "os.pipe", piece)
        if changed and _called(function, "os.fork", "fork_and_wait"):
            _called(function, "os.waitpid", "remembered")
        return changed

    return change


def _never_ends(function: ast.FunctionDef) -> bool:
    forks = _forks(function)
    if not forks or any(map(_becomes_a_program, forks)):
        return False
    status = _status(function)
    _called(function, "os._exit", "stop_instead")
    return _called(function, "os.waitpid", "kill_the_stopped", status)


def _killed(function: ast.FunctionDef) -> bool:
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
        _is_call(statement.value, "os.close") or ast.unparse(statement.value).endswith(".close()")
    )


def _waits_for_bytes(piece: str) -> Callable[[ast.FunctionDef], bool]:
    """Another way to wait, in place of each read from an end that is given; not where the solution sets a limit.

    The other end of what a function makes itself is its own child's, and nobody else can make that late.
    """

    def change(function: ast.FunctionDef) -> bool:
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        if any(isinstance(call.func, ast.Attribute) and call.func.attr == "settimeout" for call in calls):
            return False
        reads = [call for call in calls if (file := _read_from(call)) and _used(file) & set(_given(function))]
        for call in reads:
            file = _read_from(call)
            assert file is not None
            if _is_call(call, "open"):
                call.func, call.args = _name("waited_open"), [_name(piece), *call.args]
            else:
                call.func, call.args = _name(piece), [file, call.func, *call.args]
        return bool(reads)

    return change


def _read_from(call: ast.Call) -> ast.expr | None:
    """The file that a call reads from, or opens for reading; None for other calls."""
    if _is_call(call, "open"):
        modes = {
            str(each.value)
            for each in [*call.args[1:2], *(keyword.value for keyword in call.keywords)]
            if isinstance(each, ast.Constant)
        }
        return None if set("".join(modes)) & set("wax+") else call.args[0]
    if _is_call(call, "os.read"):
        return call.args[0]
    is_method = isinstance(call.func, ast.Attribute) and call.func.attr in READS
    return call.func.value if is_method else None


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


def _waits_for_children(piece: str) -> Callable[[ast.FunctionDef], bool]:
    return lambda function: _called(function, "os.waitpid", piece)


def _leaves(piece: str) -> Callable[[ast.FunctionDef], bool]:
    def change(function: ast.FunctionDef) -> bool:
        has_docstring = ast.get_docstring(function) is not None
        function.body[int(has_docstring) : int(has_docstring)] = ast.parse(f"{piece}()").body
        return True

    return change


RULES = (
    Rule("thread", "A thread does the work of the child.", _thread_for_child("as_thread")),
    Rule(
        "idle child",
        "The child exits at once, and its parent does the work.",
        _thread_for_child("beside_an_idle_child"),
    ),
    Rule("file", "The bytes go through a temporary file, not through a pipe.", _other_pipe("file_as_pipe")),
    Rule(
        "bigger pipe",
        "The pipe is made so big that nobody has to wait for its reader.",
        _other_pipe("bigger_pipe"),
    ),
    Rule(
        "never ends", "The child does not end by itself: it is killed when it has done its work.", _never_ends
    ),
    Rule("killed", "The child is killed, and nobody waits until it learns that this was all.", _killed),
    Rule(
        "naps",
        "Looks whether bytes have come, and sleeps for a while in between.",
        _waits_for_bytes("napping"),
        each=True,
    ),
    Rule("gives up", "Waits for bytes for a second and no longer.", _waits_for_bytes("giving_up"), each=True),
    Rule("spins", "Asks again and again whether bytes have come.", _waits_for_bytes("spinning"), each=True),
    Rule(
        "naps for the child",
        "Looks whether the child has exited, and sleeps for a while in between.",
        _waits_for_children("reap_napping"),
    ),
    Rule(
        "gives up on the child",
        "Waits for the child for a second and no longer.",
        _waits_for_children("reap_within_a_second"),
    ),
    Rule(
        "spins for the child",
        "Asks again and again whether the child has exited.",
        _waits_for_children("reap_spinning"),
    ),
    Rule("descriptor left", "Leaves a descriptor open.", _leaves("leave_a_descriptor")),
    Rule("zombie left", "Leaves a child that nobody waits for.", _leaves("leave_a_zombie")),
    Rule("process left", "Leaves a process that does not end.", _leaves("leave_a_process")),
    Rule("thread left", "Leaves a thread that does not end.", _leaves("leave_a_thread")),
)
