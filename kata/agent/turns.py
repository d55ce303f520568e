"""Turns of the threads of an answer: one takes some steps, and another goes on only when all others sleep.

Left alone, threads change places so seldom that two of them hardly ever meet between two lines.
"""

from __future__ import annotations

from _thread import get_native_id

from kata.agent.marks import mark_step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

STEPS = ("line", "c_call", "c_return")
"""Before a line, and around a call of a function that is not written in Python."""
LONGEST = 13  # steps of one turn


def begin(file: str) -> None:
    """Let the threads that are started from now on take turns in the functions of this file.

    How many steps each turn has, dice tell, and always the same dice: no answer repeats itself as they do, so sooner or
    later a turn ends between any two of its steps; and an answer is judged again as it was before.
    """
    import random  # here, because most answers have no threads
    import threading

    dice = random.Random(0)
    running = left = 0

    def step(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal running, left
        if frame.f_code.co_filename != file:
            return None
        if event in STEPS:
            this = get_native_id()  # of which the next thread does not get the same
            if this != running or not left:
                mark_step()  # where it is held, no other thread comes by here
                running, left = this, dice.randint(1, LONGEST)
            left -= 1
        return step

    threading.settrace(step)
    threading.setprofile(step)
