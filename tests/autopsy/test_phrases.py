"""Words for bytes that are on their way."""

import pytest

from kata.autopsy.facts import End, Finding, Thing, Wait
from kata.autopsy.phrases import in_buffers

WRITER = End(1, 4, "write", "writer", pending=3)
PIPE = Thing("A", "pipe", (WRITER, End(2, 3, "read", "lines")), ("pipe", 9))
LINES = ("lines", "a whole line")


def wait(wants, gathers=None, thing=PIPE):
    return Wait(2, 2, "read", 3, thing, "read", wants, ((1, 0),), gathers=gathers)


@pytest.mark.parametrize(
    ("cause", "wants", "told"),
    [
        ("no-more-data", "data", True),
        ("circular-wait", "data or end", True),
        ("own-write-end", "data", True),
        ("own-write-end", "data or end", False),
        ("other-write-end", "data or end", False),
    ],
)
def test_who_waits_for_data_may_have_a_part_of_it(cause, wants, told):
    read = wait(wants, LINES)
    words = in_buffers(read, Finding(cause, read), (read,))
    assert (
        "`lines` waits until it has a whole line: what has come so far lies in its buffer." in words
    ) == told


def test_a_reader_that_is_not_to_blame_is_not_told():
    read, other = wait("data"), Wait(7, 7, "read", 3, PIPE, "read", "data", (), gathers=LINES)
    assert "lines" not in in_buffers(read, Finding("circular-wait", read), (read, other))
    assert "lines" in in_buffers(read, Finding("circular-wait", read, (End(7, 5, "write"),)), (read, other))


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("other-write-end", " 3 bytes are still in the buffer of `writer` (fd 4), written and not flushed."),
        ("unflushed-buffer", ""),
    ],
)
def test_what_was_not_flushed_is_told_beside_any_other_cause(cause, words):
    read = wait("end")
    assert in_buffers(read, Finding(cause, read, (WRITER,)), (read,)) == words
