"""The ladder of an exercise: a question, the idea, the call to look up; first of all, what fits the failure.

The rungs are in the `hints.toml` of a chapter. An answer may fail for another reason than its stub did: then a rung
for that reason comes before them.
"""

from __future__ import annotations

from typing import Any

from kata import toml
from kata.course.exercises import Exercise

BY_KIND = {
    "own-write-end": "Somebody waits for the end of a stream that it could still write to itself. The report names that"
    " descriptor: does this process need it at the moment when it begins to read?",
    "other-write-end": "The end comes when the last copy of the write end is closed. The report names the process that"
    " still has one: what is it waiting for, and could it let go of that end before it waits?",
    "nobody-reads": "Somebody writes more than fits. The report says who holds the end to read from. If that is the"
    " writer itself, what would it learn had it closed it? If it is another one, what would that have to read before it"
    " waits?",
    "circular-wait": "Each waits for the other to speak. Write down who speaks first and who answers: where does your"
    " program depart from it?",
    "no-more-data": "The reader asks for more than was ever sent. How does it know how much will come: by a count, a"
    " delimiter, or the end? And does the writer keep that promise?",
    "unflushed-buffer": "The text was written, but only into a buffer of the process. When does a file object hand on"
    " what it has?",
    "peer-gone-datagram": "A datagram socket never reports that its peer is gone. How can the receiver know, before it"
    " waits, that no message will come any more?",
    "waiting-for-child": "The parent waits for a child that waits for the parent. What does the child still need, and"
    " who has to give it before the wait?",
    "fifo-half-open": "Opening a FIFO waits until the other side is opened as well. Who opens that, and does it get"
    " there?",
    "nobody-connects": "accept waits for somebody to connect. Who was to do that, and with which address?",
    "lock-never-released": "Somebody waits for a lock that is never given back. The report says who has it: what does"
    " that one wait for?",
    "signal-never-comes": "A process sleeps until a signal comes. Who sends it, and may it have come before the sleep"
    " began?",
    "read-past-end": "A loop goes on reading although nothing will come any more. What does this call return at the end"
    " of the stream, and which line of the loop looks at that?",
    "escaped-child": "A forked child ran on into code that was meant for its parent. With which call does a child end,"
    " on every way through the function, errors included?",
    "left-behind": "This test found nothing wrong, but something stayed behind when it was over. Who opened or started"
    " what the report names, and where could it be closed or waited for?",
    "wrong": "The report says what came of your function and what the test expected. The line of the test shows how it"
    " was called: follow these very values through the function. Where do the two part?",
    "timeout": "It was still at work when its time was up. Is there a loop whose condition never becomes false? What"
    " does a read return at the end of file?",
}
"""For each kind of failure that has a name, the rung that fits it."""


def rungs(exercise: Exercise, kind: str | None) -> list[str]:
    """The hints for an exercise whose answer failed in this way (None: it was not run yet, or passed).

    Empty where the chapter has no hints for it.
    """
    try:
        with open(exercise.stub.with_name("hints.toml"), "rb") as file:
            of_exercise: dict[str, Any] = toml.load(file).get(exercise.name, {})
    except (FileNotFoundError, toml.TOMLDecodeError):
        return []
    ladder: list[str] = list(of_exercise.get("ladder", []))
    first = BY_KIND.get(kind or "")
    return [first, *ladder] if first and kind != of_exercise.get("stub") else ladder
