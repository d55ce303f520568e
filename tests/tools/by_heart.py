"""Answers by heart: the values that a function returned in each test, played back without doing anything.

A recording is the solution, which writes down how each function came back. From that, an answer is made for each
function, in which only this one plays back. It closes the ends that the solution closed: else it would be known by
its manners alone. A function that returns sockets or descriptors has to make them, so it cannot be played back.
"""

from __future__ import annotations

import ast
import contextlib
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kata.course.exercises import Exercise
from tests.tools.cheats import Cheat
from tests.tools.inventory import functions, solution
from tests.tools.judge import judge_each

SENTENCE = "Returns what is expected, as it was written down before, and does nothing."
PROMISE = re.compile(r"\b(child|process|pipe|socket|descriptor)", re.IGNORECASE)

# In both answers. A call is known by its test, its function and its plain arguments.
COMMON = """
import os as _os, socket as _socket

def _call(name, arguments):
    test = _os.environ["PYTEST_CURRENT_TEST"].partition("::")[2].rpartition(" ")[0]
    plain = [each for each in arguments if not _is_end(each)]
    return repr((test, name, plain))

def _is_end(value):
    if isinstance(value, _socket.socket):
        return True
    try:
        return type(value) is int and value > 2 and bool(_os.fstat(value))
    except (OSError, OverflowError):
        return False
"""

RECORDER = """
import functools as _functools, inspect as _inspect, json as _json, resource as _resource

def _recorded(function):
    @_functools.wraps(function)
    def record(*arguments):
        call = _call(function.__name__, arguments)
        ends = [place for place, each in enumerate(arguments) if _is_end(each)]
        before = {fd for fd in range(256) if _is_end(fd)}
        outcome = "None"
        try:
            returned = function(*arguments)
            outcome = _text(returned, before)
            return returned
        except Exception as error:
            outcome = f"_raise({error!r})"
            raise
        finally:
            closed = [place for place in ends if not _is_open(arguments[place])]
            line = _json.dumps([function.__name__, call, outcome, closed])
            _write(f"\\n{line}\\n".encode())
    return record

def _write(line):
    few, most = _resource.getrlimit(_resource.RLIMIT_NOFILE)
    _resource.setrlimit(_resource.RLIMIT_NOFILE, (most, most))  # an exercise may be about having no descriptor left
    with open(_RECORD, "ab", 0) as file:
        file.write(line)
    _resource.setrlimit(_resource.RLIMIT_NOFILE, (few, most))

def _is_open(end):
    return end.fileno() != -1 if isinstance(end, _socket.socket) else _is_end(end)

def _text(value, before):
    if isinstance(value, _socket.socket) or _is_end(value) and value not in before:
        return "_fresh"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(_text(each, before) for each in value)
        return f"[{inner}]" if isinstance(value, list) else f"({inner},)"
    return repr(value)

for _name, _value in list(globals().items()):
    if _inspect.isfunction(_value) and not _name.startswith("_"):
        globals()[_name] = _recorded(_value)
"""

PLAYER = """
_AT = {}

def _play(name, arguments):
    call = _call(name, arguments)
    at = _AT[call] = _AT.get(call, -1) + 1
    if at >= len(_BY_HEART.get(call, [])):
        return None
    outcome, closed = _BY_HEART[call][at]
    for place in closed:
        end = arguments[place]
        end.close() if isinstance(end, _socket.socket) else _os.close(end)
    return eval(outcome)

def _raise(error):
    raise error
"""

Outcomes = dict[str, list[tuple[str, list[int]]]]
"""Outcomes by call, in order: an expression for the returned value, and the arguments that were closed."""


def by_heart(exercises: Iterable[Exercise]) -> list[Cheat]:
    """The answers that have one function by heart, for each that promises a process, a pipe or a socket."""
    chosen = list(exercises)
    with tempfile.TemporaryDirectory(prefix="kata-by-heart-") as folder:
        files = [Path(folder, f"{number}.jsonl") for number in range(len(chosen))]
        judged = judge_each(
            [(exercise, recording(exercise, file)) for exercise, file in zip(chosen, files, strict=True)]
        )
        made: list[Cheat] = []
        for place, (exercise, file) in enumerate(zip(chosen, files, strict=True)):
            if bad := [result for result in judged[place] if result.outcome not in ("passed", "skipped")]:
                raise RuntimeError(f"{exercise.label}: the recording fails {bad[0].test}: {bad[0].text}")
            made += _played(exercise, outcomes_in(file))
    return made


def recording(exercise: Exercise, file: Path) -> str:
    """The solution of an exercise, which writes down each of its calls to a file."""
    return f"{solution(exercise).read_text()}\n{COMMON}{RECORDER}\n".replace("_RECORD", repr(str(file)))


def outcomes_in(file: Path) -> dict[str, Outcomes]:
    """The outcomes of each function by its name. A line of a process that was killed as it wrote is left out."""
    found: dict[str, Outcomes] = defaultdict(lambda: defaultdict(list))
    for line in file.read_text().splitlines():
        with contextlib.suppress(json.JSONDecodeError):
            name, call, outcome, closed = json.loads(line)
            found[name][call].append((outcome, closed))
    return found


def _played(exercise: Exercise, outcomes: dict[str, Outcomes]) -> Iterator[Cheat]:
    text = solution(exercise).read_text()
    for name, (_, docstring) in functions(solution(exercise)).items():
        of_it = dict(outcomes.get(name, {}))
        fresh = any("_fresh" in outcome for them in of_it.values() for outcome, _ in them)
        if of_it and not fresh and PROMISE.search(docstring or ""):
            yield Cheat(exercise, f"by heart in {name}", SENTENCE, player(text, name, of_it))


def player(text: str, name: str, outcomes: Outcomes) -> str:
    """An answer, with one function of it that returns these outcomes."""
    tree = ast.parse(text)
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == name:
            names = [argument.arg for argument in function.args.args]
            body = ast.parse(f"return _play({name!r}, [{', '.join(names)}])").body
            function.body = [*function.body[: int(ast.get_docstring(function) is not None)], *body]
    return f"{ast.unparse(tree)}\n{COMMON}{PLAYER}\n_BY_HEART = {outcomes!r}\n"
