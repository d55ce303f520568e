"""The hints for an exercise: a ladder that climbs from a question over the idea to the call to look up.

The rungs are in the `hints.toml` of a chapter. If an answer fails for another reason than its stub, a rung for that
reason comes before them.
"""

from __future__ import annotations

from typing import Any

from kata import toml
from kata.course.exercises import Exercise

BY_KIND = {
    "own-write-end": "A process waits for the end of a stream that it could still write to itself. The report names its"
    " descriptor: does this process still need it when it begins to read?",
    "other-write-end": "The end comes when the last copy of the write end is closed. The report names the process that"
    " still has one. What is that process waiting for, and could it close its copy before it waits?",
    "nobody-reads": "A process writes more than fits. The report says who holds the end to read from. If that is the"
    " writer itself, what would it learn had it closed it? If it is another one, what must that read before it waits?",
    "circular-wait": "Each waits for the other to speak. Write down who is to speak first and who is to answer: where"
    " does your program depart from that?",
    "no-more-data": "The reader asks for more than was ever sent. How does it know how much will come: by a count, a"
    " delimiter, or the end? And does the writer keep that promise?",
    "unflushed-buffer": "The text was written, but only into a buffer of the process. When does a file object pass on"
    " the text that it holds?",
    "peer-gone-datagram": "recv on a datagram socket never reports that the peer is gone. How can the receiver know,"
    " before it waits, that no further message will come?",
    "waiting-for-child": "The parent waits for a child that waits itself. What does the child still need, and who has"
    " to give it before the wait? Or who was to end the child?",
    "fifo-half-open": "Opening a FIFO waits until the other side is opened as well. Which process opens that side, and"
    " does it get that far?",
    "nobody-accepts": "A socket that listens keeps callers in a queue until they are accepted. How many find a"
    " place in it?",
    "nobody-connects": "accept waits for somebody to connect. Who was meant to do that, and to which address?",
    "edge-missed": "epoll tells of what comes once, and not of what is there. What lay there when it told, and was"
    " all of it read?",
    "lock-never-released": "A thread waits for a lock that is never released. The report says who holds it: what does"
    " the holder wait for?",
    "signal-never-comes": "A process sleeps until a signal comes. Who sends it, and may it have come before the sleep"
    " began?",
    "signal-blocked": "A signal was sent and is pending, because the process that it is for blocks it. Which line"
    " blocked it, and did the program get that mask from whoever forked it?",
    "read-past-end": "A loop goes on reading although nothing will come any more. What does this call return at the end"
    " of the stream, and which line of the loop looks at that?",
    "escaped-child": "A forked child ran on into code that was meant for its parent. With which call does a child end,"
    " on every path through the function, errors included?",
    "left-behind": "This test found nothing wrong, but the answer leaves something behind. Which line opened or started"
    " what the report names, and where could it be closed or waited for?",
    "wrong": "The report says what your function returned or did, and what the test expected. The line of the test"
    " shows the call: follow its values through the function. Where do the two part?",
    "timeout": "The answer was still running when its time was up. Is there a loop whose condition never becomes"
    " false? What does a read return at the end of file?",
}
"""The rung that fits a failure, by its kind."""


def rungs(exercise: Exercise, kind: str | None) -> list[str]:
    """The hints for an exercise whose answer failed in this way; none if the chapter has none for it.

    kind: None for an answer that was not run yet, or passed.
    """
    try:
        with open(exercise.stub.with_name("hints.toml"), "rb") as file:
            of_exercise: dict[str, Any] = toml.load(file).get(exercise.name, {})
    except (FileNotFoundError, toml.TOMLDecodeError):
        return []
    ladder: list[str] = list(of_exercise.get("ladder", []))
    first = BY_KIND.get(kind or "")
    return [first, *ladder] if first and kind != of_exercise.get("stub") else ladder
