"""The guard around a learner's functions: only the process that called one comes back from it.

A child that was forked inside and comes out is stopped; so are attempts to end the run or to pass for a verdict.
"""

from __future__ import annotations

import gc
import io
import os
import sys

from kata.agent import closings, errors, lines, settings, texts
from kata.agent.marks import BEGINS, ENDS, mark
from kata.agent.notes import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FunctionType
    from typing import Any, NoReturn


class LearnerExit(Exception):
    """An attempt of the answer to end or to judge its test; the text says how."""


class Ended(LearnerExit):
    """The end of the process of an answer that runs apart, before its test has asked for it."""


def guard(function: FunctionType) -> Callable[..., Any]:
    """Wrap a learner's function so that only the process that called it returns from it."""

    parameters = parameters_of(function)

    def call(*arguments: Any, **keywords: Any) -> Any:
        closings.give(function.__name__, parameters, arguments)
        closings.give(function.__name__, keywords, keywords.values())
        with one_process_comes_back(function.__name__):
            return function(*arguments, **keywords)

    call.__dict__.update(function.__dict__, __wrapped__=function)
    call.__annotations__ = function.__annotations__
    lines.like(function, call)
    return call


def parameters_of(function: FunctionType) -> tuple[str, ...]:
    """The names of the parameters that a function takes by their place."""
    return function.__code__.co_varnames[: function.__code__.co_argcount]


class one_process_comes_back:
    """A block of learner's code, at whose end a child that was forked inside is stopped.

    Raises LearnerExit in place of exceptions that would end the run or pass for a verdict: KeyboardInterrupt,
    SystemExit and pytest's own outcomes.
    """

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        self.pid = os.getpid()
        self.settings = settings.now()
        mark(BEGINS)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            errors.mark(error)
        if os.getpid() != self.pid:
            stop_child(self.where, error)
        mark(ENDS)
        settings.tell_changes(self.settings, self.where)
        closings.tell()
        if isinstance(error, SystemExit):
            raise LearnerExit(
                f"`{self.where}` called sys.exit({error.code!r}) in the process that called it."
            )
        outcomes = sys.modules.get("_pytest.outcomes")  # an answer that runs apart has no pytest
        verdicts = (outcomes.OutcomeException, outcomes.Exit) if outcomes else ()
        if isinstance(error, (KeyboardInterrupt, GeneratorExit, *verdicts)):
            name = type(error).__name__
            raise LearnerExit(f"`{self.where}` was left by {name} in the process that called it.") from None


def stop_child(where: str, error: BaseException | None) -> NoReturn:
    """End a forked child that came out of learner's code.

    If it called `sys.exit`, that is noted, and it ends with that status. Otherwise it has escaped: that is noted as
    well, and its status is 1.
    """
    if isinstance(error, SystemExit):
        code = error.code
        if not isinstance(code, int | None):
            print(code, file=sys.stderr)
        status = code if isinstance(code, int) else 0 if code is None else 1
        note("exit", where=where)
        error.__traceback__ = None  # frees the frames, and so the files in them
        del error
        _flush_everything()
        os._exit(status & 0xFF)
    raised = None
    if error is not None:
        import traceback  # here, because it takes as long to load as all the rest

        texts.quote()
        raised = errors.raised_by(error)
        watched = [f for f in traceback.extract_tb(error.__traceback__) if lines.is_own(f.filename)]
        print(
            "".join(traceback.format_list(watched)),
            f"{type(error).__name__}: {error}",
            sep="",
            file=sys.stderr,
        )
    note("escape", where=where, raised=raised)
    _flush_everything()
    os._exit(1)


def _flush_everything() -> None:
    """Write buffered text, as the interpreter does when it exits: once in each process that has it."""
    gc.collect()
    for thing in gc.get_objects():
        if isinstance(thing, io.TextIOWrapper | io.BufferedWriter | io.BufferedRandom | io.BufferedRWPair):
            try:
                thing.flush()
            except (OSError, ValueError):
                continue  # closed, read-only, or nobody reads
