import os

import pytest

LINE = "Another one bites the dust\n"


def test_ten_lines_come_from_the_child(answer, evidence, hold):
    hold("exit")
    assert answer.another_one() == [LINE] * 10
    evidence(
        lambda did: did.forks,
        "Ten lines came back, but no process was made: they were to come from a child.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= len(LINE) * 10,
        "Ten lines came back, but the child did not write them, or nobody read them from it.",
    )
    evidence(
        lambda did: did.said(LINE.encode() * 10, by=did.children),
        "Ten lines came back, but the child has written something else.",
    )
    evidence(lambda did: not did.killed, "The child was killed: it was to write, and to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_the_lines_that_came_are_returned(answer, changed):
    is_made_up = changed(b"Another one bites the dust", b"aNOTHER ONE BITES THE DUST")
    lines = answer.another_one()
    assert not is_made_up("".join(lines).encode()), (
        f"each line was changed on its way, to 'aNOTHER ONE BITES THE DUST', and another_one returned {lines}: "
        "it was to return what it has read"
    )


def test_the_child_writes_ten_lines_and_then_the_end(answer, peer):
    reader, writer = os.pipe()
    child = peer(answer.in_the_child, reader, writer)
    os.close(writer)
    with open(reader, "rb") as everything:
        assert everything.read() == LINE.encode() * 10
    child.wait()


def test_the_child_keeps_no_read_end(answer):
    reader, writer = os.pipe()
    copy = os.dup(writer)
    answer.in_the_child(os.dup(reader), writer)
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        os.write(copy, b"is anyone there?")
        pytest.fail("in_the_child came back, and its read end is still open: a write found a reader")
    os.close(copy)


def test_the_parent_reads_what_is_there_and_then_the_end(answer):
    reader, writer = os.pipe()
    os.write(writer, b"one\n\n two \n\nand a rest")
    assert answer.in_the_parent(reader, writer) == ["one\n", "\n", " two \n", "\n", "and a rest"]


def test_each_line_has_its_newline_whatever_else_is_in_it(answer):
    reader, writer = os.pipe()
    line = "one\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029two\n"
    os.write(writer, line.encode() * 2)
    lines = answer.in_the_parent(reader, writer)
    assert lines == [line] * 2, (
        f"two lines came, each with its newline at the end, and in_the_parent returned {lines}"
    )


def test_the_parent_waits_for_what_comes_late(answer, peer_once_asleep):
    reader, writer = os.pipe()
    os.write(writer, b"early\n" + "é".encode()[:1])
    with peer_once_asleep(os.write, writer, "é".encode()[1:] + b"\n"):
        lines = answer.in_the_parent(reader, writer)
    assert lines == ["early\n", "é\n"]
