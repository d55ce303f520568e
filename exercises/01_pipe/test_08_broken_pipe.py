import os

LINE = b"Another one bites the dust\n"


def test_without_a_reader_nothing_is_written(answer):
    reader, writer = os.pipe()
    os.close(reader)
    assert answer.write_until_it_breaks(writer) == 0


def test_the_child_notices_that_its_reader_has_gone(answer):
    assert answer.first_line_of_many() == LINE


def test_the_lines_that_went_in_are_counted(answer, peer):
    reader, writer = os.pipe()

    def read_three_lines():
        os.close(writer)
        assert os.read(reader, len(LINE)) == LINE
        assert os.read(reader, len(LINE)) == LINE
        assert os.read(reader, len(LINE)) == LINE

    child = peer(read_three_lines)
    os.close(reader)
    written = answer.write_until_it_breaks(writer)
    assert written >= 3, f"three lines were read, and write_until_it_breaks returned {written}"
    assert child.wait() == 0, "the peer did not get three whole lines"
