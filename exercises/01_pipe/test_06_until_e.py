import os

TEN_LINES = "Another one bites the dust\n" * 10


def filled(text):
    """The read end of a pipe that holds the text, and then the end of file."""
    reader, writer = os.pipe()
    os.write(writer, text.encode())
    os.close(writer)
    return reader


def test_ten_lines_cut_at_e_are_41_pieces(answer):
    pieces = answer.pieces_until(filled(TEN_LINES), "e")
    assert len(pieces) == 41, (
        f"ten lines cut at 'e' are 41 pieces, pieces_until returned {len(pieces)}: {pieces[:6]} …"
    )


def test_each_piece_ends_with_the_delimiter(answer):
    pieces = answer.pieces_until(filled(TEN_LINES), "e")
    assert pieces[:6] == ["Anothe", "r one", " bite", "s the", " dust\nAnothe", "r one"]
    assert "".join(pieces) == TEN_LINES


def test_the_last_piece_ends_with_the_stream(answer):
    pieces = answer.pieces_until(filled(TEN_LINES), "e")
    assert pieces[-2:] == ["s the", " dust\n"], (
        f"the last pieces are {pieces[-2:]}; is the text after the last 'e' lost?"
    )


def test_behind_a_delimiter_at_the_very_end_there_is_no_piece(answer):
    assert answer.pieces_until(filled("one, bite"), "e") == ["one", ", bite"]


def test_delimiters_side_by_side(answer):
    assert answer.pieces_until(filled("eee"), "e") == ["e", "e", "e"]


def test_no_delimiter_and_no_bytes(answer):
    assert answer.pieces_until(filled("dust"), "e") == ["dust"]
    assert answer.pieces_until(filled(""), "e") == []


def test_another_delimiter(answer):
    assert answer.pieces_until(filled(TEN_LINES), "\n") == ["Another one bites the dust\n"] * 10


def test_it_does_not_matter_how_the_bytes_arrive(answer, drip):
    pieces = answer.pieces_until(drip(b"Another one\n"), "e")
    expected = ["Anothe", "r one", "\n"]
    assert pieces == expected, f"the bytes came one at a time, and pieces_until returned {pieces}"
