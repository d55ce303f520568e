import os

import pytest


def pieces_of(answer, reader, delimiter, size):
    """The pieces that a learner's two functions make of a stream, read `size` bytes at a time."""
    pieces, rest = [], b""
    while chunk := os.read(reader, size):
        whole, rest = answer.cut(rest, chunk, delimiter)
        pieces += whole
    os.close(reader)
    return pieces + answer.last(rest)


def filled(data):
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader


def test_what_is_left_over_is_kept(answer):
    assert answer.cut(b"", b"one,tw", b",") == (["one"], b"tw")
    assert answer.cut(b"tw", b"o,three", b",") == (["two"], b"three")


def test_without_a_delimiter_everything_is_left_over(answer):
    assert answer.cut(b"on", b"e", b",") == ([], b"one")


def test_the_last_piece_comes_with_the_end(answer):
    assert answer.last(b"three") == ["three"]
    assert answer.last(b"") == []


def test_behind_a_delimiter_nothing_is_left_over(answer):
    assert answer.cut(b"", b"one,two,", b",") == (["one", "two"], b"")


def test_a_piece_may_be_empty(answer):
    assert answer.cut(b"", b",,one,", b",") == (["", "", "one"], b"")


def test_a_delimiter_is_split_over_two_reads(answer):
    whole, rest = answer.cut(b"", b"one\r", b"\r\n")
    assert whole == [], f"the delimiter is not whole yet, and cut gave out {whole}"
    assert answer.cut(rest, b"\ntwo", b"\r\n") == (["one"], b"two")


def test_a_letter_is_split_over_two_reads(answer):
    first, second = "é".encode()[:1], "é".encode()[1:]
    _, rest = answer.cut(b"caf", first, b",")
    assert answer.cut(rest, second + b",", b",") == (["café"], b"")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_the_pieces_do_not_depend_on_the_size_of_a_read(answer, size):
    text = "Anoth--ér one-- bites-the--dust----日本-- "
    pieces = pieces_of(answer, filled(text.encode()), b"--", size)
    assert pieces == text.split("--"), f"read {size} bytes at a time, the pieces were {pieces}"
