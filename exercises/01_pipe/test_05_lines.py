import os

LINE = "Another one bites the dust\n"


def filled(data):
    """The read end of a pipe that holds the data, and then the end of file."""
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader


def test_ten_lines_written_at_once_are_ten_lines(answer):
    lines = answer.read_lines(filled(LINE.encode() * 10))
    assert len(lines) == 10, f"ten lines went in with one write, read_lines returned {len(lines)}: {lines}"
    assert lines == [LINE] * 10


def test_a_line_that_comes_byte_by_byte_is_one_line(answer, drip):
    lines = answer.read_lines(drip(b"one\ntwo\n"))
    assert lines == ["one\n", "two\n"], f"two lines came a byte at a time, read_lines returned {lines}"


def test_a_letter_that_comes_byte_by_byte_is_one_letter(answer, drip):
    lines = answer.read_lines(drip("déjà\n日本\n".encode()))
    assert lines == ["déjà\n", "日本\n"], f"two lines came a byte at a time, read_lines returned {lines}"


def test_a_line_that_comes_late_is_waited_for(answer, peer_once_asleep):
    reader, writer = os.pipe()
    os.write(writer, b"early\nla")
    with peer_once_asleep(os.write, writer, b"te\n"):
        os.close(writer)
        lines = answer.read_lines(reader)
    assert lines == ["early\n", "late\n"]


def test_the_last_line_may_lack_its_newline(answer):
    assert answer.read_lines(filled(b"one\nand a rest")) == ["one\n", "and a rest"]


def test_an_empty_line_is_a_line(answer):
    assert answer.read_lines(filled(b"\none\n\n\ntwo\n")) == ["\n", "one\n", "\n", "\n", "two\n"]


def test_white_space_belongs_to_the_line(answer):
    assert answer.read_lines(filled(b"  one \n\t\n two")) == ["  one \n", "\t\n", " two"]


def test_nothing_but_a_newline_ends_a_line(answer):
    for other in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        line = f"one{other}two\n"
        lines = answer.read_lines(filled(line.encode() * 2))
        assert lines == [line] * 2, f"only \\n ends a line, and {other!r} was in two: {lines}"


def test_no_bytes_are_no_lines(answer):
    assert answer.read_lines(filled(b"")) == []


def test_long_lines_stay_whole(answer):
    long = "x" * 29_999 + "\n"
    lines = answer.read_lines(filled(long.encode() * 2))
    lengths = [len(line) for line in lines]
    assert lengths == [30_000] * 2, (
        f"two lines of 30000 characters went in, lines of these lengths came out: {lengths}"
    )
