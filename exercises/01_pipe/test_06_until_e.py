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
    assert answer.pieces_until(filled("a\x0bb\u2028c\nd"), "\n") == ["a\x0bb\u2028c\n", "d"]


def test_a_delimiter_of_several_bytes(answer):
    assert answer.pieces_until(filled("日本é日"), "é") == ["日本é", "日"]
    assert answer.pieces_until(filled("©é©Ã"), "é") == ["©é", "©Ã"]  # letters that share a byte with it


def test_a_delimiter_that_means_something_elsewhere(answer):
    for delimiter in ".|*+?^$\\[]() -":
        text = f"one{delimiter}two{delimiter}{delimiter}x"
        pieces = answer.pieces_until(filled(text), delimiter)
        expected = [f"one{delimiter}", f"two{delimiter}", delimiter, "x"]
        assert pieces == expected, f"{text!r} was cut at {delimiter!r} into {pieces}"


def test_nothing_else_ends_a_piece(answer):
    for text in ("EeÉe", "a\x00e\x01\x1ee", "\ue000e\ufffde"):
        expected = [text[:2] if text[1] == "e" else text[:3], text[2:] if text[1] == "e" else text[3:]]
        pieces = answer.pieces_until(filled(text), "e")
        assert pieces == expected, f"{text!r} was cut at 'e' into {pieces}"


def test_white_space_belongs_to_a_piece(answer):
    assert answer.pieces_until(filled(" one \n\t, two \n"), ",") == [" one \n\t,", " two \n"]


def test_long_pieces_stay_whole(answer):
    lengths = [len(piece) for piece in answer.pieces_until(filled(("x" * 29_999 + "e") * 2), "e")]
    assert lengths == [30_000] * 2, (
        f"two pieces of 30000 characters went in, pieces of these lengths came out: {lengths}"
    )


def test_a_piece_that_comes_late_is_waited_for(answer, peer_once_asleep):
    reader, writer = os.pipe()
    os.write(writer, b"one bit")
    with peer_once_asleep(os.write, writer, b"e more"):
        os.close(writer)
        pieces = answer.pieces_until(reader, "e")
    assert pieces == ["one", " bite", " more"]


def test_it_does_not_matter_how_the_bytes_arrive(answer, drip):
    pieces = answer.pieces_until(drip(b"Another one\n"), "e")
    expected = ["Anothe", "r one", "\n"]
    assert pieces == expected, f"the bytes came one at a time, and pieces_until returned {pieces}"


def test_a_letter_may_come_in_two_halves(answer, drip):
    pieces = answer.pieces_until(drip("déjàe日本é".encode()), "e")
    expected = ["déjàe", "日本é"]
    assert pieces == expected, f"the bytes came one at a time, and pieces_until returned {pieces}"
