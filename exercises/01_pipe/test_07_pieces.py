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
    assert answer.last("déjà".encode()) == ["déjà"]


def test_behind_a_delimiter_nothing_is_left_over(answer):
    assert answer.cut(b"", b"one,two,", b",") == (["one", "two"], b"")


def test_a_piece_may_be_empty(answer):
    assert answer.cut(b"", b",,one,", b",") == (["", "", "one"], b"")


def test_white_space_belongs_to_a_piece(answer):
    assert answer.cut(b" ", b"one\n, two \n", b",") == ([" one\n"], b" two \n")
    assert answer.last(b" \n") == [" \n"]


def test_a_delimiter_that_means_something_elsewhere(answer):
    for delimiter in (b".", b"|", b"||", b"*", b"\\", b"[^", b"aa", b"\n"):
        whole, rest = answer.cut(b"x", b"one" + delimiter + b"two" + delimiter + b"three", delimiter)
        assert (whole, rest) == (["xone", "two"], b"three"), f"cut at {delimiter!r}: {whole}, {rest!r}"


def test_long_pieces_stay_whole(answer):
    (piece,), rest = answer.cut(b"x" * 30_000, b"x," + b"y" * 30_000, b",")
    assert (len(piece), len(rest)) == (30_001, 30_000)
    assert answer.last(rest) == ["y" * 30_000]


def test_half_a_delimiter_does_not_end_a_piece(answer):
    assert answer.cut(b"a|b|", b"c||d|", b"||") == (["a|b|c"], b"d|")
    assert answer.last(b"d|") == ["d|"]


def test_a_delimiter_is_split_over_two_reads(answer):
    whole, rest = answer.cut(b"", b"one\r", b"\r\n")
    assert whole == [], f"the delimiter is not whole yet, and cut gave out {whole}"
    assert answer.cut(rest, b"\ntwo", b"\r\n") == (["one"], b"two")
    assert answer.cut(b"one<-", b">two", b"<->") == (["one"], b"two")
    assert answer.cut(b"one<", b"->two", b"<->") == (["one"], b"two")


def test_a_letter_is_split_over_two_reads(answer):
    first, second = "é".encode()[:1], "é".encode()[1:]
    _, rest = answer.cut(b"caf", first, b",")
    assert answer.cut(rest, second + b",", b",") == (["café"], b"")


def test_a_letter_that_is_left_over_is_kept_as_it_is(answer):
    half = "日".encode()[:2]
    assert answer.cut(b"", b"one," + half, b",") == (["one"], half)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_the_pieces_do_not_depend_on_the_size_of_a_read(answer, size):
    text = "Anoth--ér one-- bites-the--dust----日本-- "
    pieces = pieces_of(answer, filled(text.encode()), b"--", size)
    assert pieces == text.split("--"), f"read {size} bytes at a time, the pieces were {pieces}"
