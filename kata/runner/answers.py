"""Load the answer to an exercise for its tests: a module whose functions they call, here or apart."""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from kata.agent import loading, turns
from kata.course import exercises
from kata.runner.forking import ungraded
from kata.runner.state import CHANNEL, EXERCISE, TREE
from kata.sandbox import proxy


@pytest.fixture
def answer(request: pytest.FixtureRequest) -> Any:
    """The learner's answer to this exercise, loaded now: a module whose functions the tests call."""
    exercise = request.node.stash[EXERCISE]
    if CHANNEL in request.node.stash:
        return proxy.load(request.node.stash[CHANNEL])
    if why := ungraded(request.node):
        pytest.skip(why)
    return loading.load(exercises.answer_file(exercise, request.config.stash[TREE]))


@pytest.fixture
def if_at_work(
    request: pytest.FixtureRequest, answer: Any
) -> Callable[[FrameType | None, Callable[[], object]], bool]:
    """`if_at_work(frame, function)`, in the handler of a signal, calls the function if the answer was interrupted.

    It returns whether that is so. frame: of the handler.
    """

    def call(frame: FrameType | None, function: Callable[[], object]) -> bool:
        if CHANNEL in request.node.stash:
            return proxy.interrupt(request.node.stash[CHANNEL], function)
        while frame is not None and frame.f_code.co_filename != answer.__file__:
            frame = frame.f_back
        if frame is not None:
            function()
        return frame is not None

    return call


@pytest.fixture
def take_turns(request: pytest.FixtureRequest, answer: Any) -> Callable[[], None]:
    """`take_turns()`: the threads that the answer starts from now on take turns, where each step can be held."""

    def begin() -> None:
        if CHANNEL in request.node.stash:
            proxy.ask(request.node.stash[CHANNEL], {"do": "turns"})
        else:
            turns.begin(answer.__file__)

    return begin
