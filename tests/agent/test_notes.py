"""Notes are read back line by line, however a process ended that wrote them."""

from kata.agent import notes


def test_notes_are_lines_and_a_line_cut_short_is_left_out(tmp_path):
    file = tmp_path / "notes"
    assert notes.read(file) == []
    file.write_text('{"kind": "fork", "pid": 1}\n{"kind": "ala\n{"kind": "escape", "pid": 2}\n{"kind": "fo')
    assert [note["kind"] for note in notes.read(file)] == ["fork", "escape"]
