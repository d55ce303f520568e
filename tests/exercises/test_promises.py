"""Each sentence of a docstring has its tests, and each test its sentence."""

from tests.tools.promises import flaws, sentences

DOCSTRING = """Write LINE ten times
    to a pipe.

    writer: the write end; it is closed. Returns nothing
    """
TABLE = {
    "Write LINE ten times to a pipe.": ["test_ten_lines"],
    "writer: the write end; it is closed.": ["test_the_end"],
    "Returns nothing": [],
}
TESTS = ["filled", "test_ten_lines", "test_the_end"]


def test_the_sentences_of_a_docstring():
    assert sentences(DOCSTRING) == list(TABLE)


def test_a_table_that_is_whole():
    assert list(flaws([DOCSTRING, None], TESTS, TABLE)) == []


def test_each_flaw_is_told():
    table = {"Returns nothing": ["filled"], "Write a line.": ["test_ten_lines"]}
    assert list(flaws([DOCSTRING], TESTS, table)) == [
        "`promises` lacks 'Write LINE ten times to a pipe.'.",
        "`promises` lacks 'writer: the write end; it is closed.'.",
        "`promises` has 'Write a line.', which no docstring says.",
        "`promises` names filled, which is no test.",
        "`promises` does not say which sentence needs test_the_end.",
    ]
