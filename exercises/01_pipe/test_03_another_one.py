import os

import pytest

LINE = "Another one bites the dust\n"


def test_ten_lines_come_from_the_child(answer):
    assert answer.another_one() == [LINE] * 10


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
    os.write(writer, b"one\ntwo\nand a rest")
    assert answer.in_the_parent(reader, writer) == ["one\n", "two\n", "and a rest"]
