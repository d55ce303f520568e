"""The READMEs and the pictures tell the truth about the exercises: how many there are, and which."""

from pathlib import Path

import pytest

from kata.course.exercises import Exercise
from tests.tools import readmes
from tests.tools.judge import PATH, ROOT


def test_every_count_is_true():
    if found := list(readmes.untrue(ROOT, PATH)):
        pytest.fail("\n".join(found), pytrace=False)


ROW = "| [01_pipe](exercises/01_pipe/README.md) | 12 | ends |\n"


@pytest.mark.parametrize(
    ("row", "sizes", "sentences"),
    [
        (ROW, {"01_pipe": 12}, []),
        (ROW, {"01_pipe": 13}, ["the row of 01_pipe says 12; there are 13."]),
        (ROW, {"01_pipe": 12, "03_tcp": 1}, ["there is no row for 03_tcp."]),
        (ROW, {}, ["there is no chapter 01_pipe."]),
        (
            ROW.replace("(exercises/01", "(exercises/02"),
            {"01_pipe": 12},
            ["the row of 01_pipe leads to 02_pipe."],
        ),
    ],
)
def test_the_table_of_chapters(row, sizes, sentences):
    expected = [f"README.md, the table of chapters: {sentence}" for sentence in sentences]
    assert list(readmes.table(f"# Path\n\n{row}", sizes)) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("![The screen, two of 21 solved, the keys.](docs/loop.svg)", "two of 21 solved"),
        ("path   0 of 21, next: 01_pipe/01_write_then_read", "0 of 21, next"),
        ("Twelve\nexercises: writing", "Twelve exercises"),
        (
            "Exercises of a chapter; 3 of 4 tests failed; 22 exercises, one of 22 solved; twenty-two exercises",
            None,
        ),
    ],
)
def test_a_count_in_a_text(text, phrase):
    expected = [f"README.md says “{phrase}”; there are 22."] if phrase else []
    assert list(readmes.counts("README.md", text, 22)) == expected


def test_the_numbers_in_the_readme_of_a_chapter():
    text = "writing (01, 02), pieces (04 to 06), and what dup(2) does"
    names = ("01_a", "02_b", "03_c", "04_d", "05_e")
    chapter = [Exercise("01_pipe", name, Path(f"{name}.py"), Path(f"test_{name}.py")) for name in names]
    assert list(readmes.numbers("README.md", text, chapter)) == [
        "README.md does not tell of 01_pipe/03_c: no brackets like (01, 05 to 07) have 03 in.",
        "README.md tells of an exercise 06, which is not there.",
    ]
    assert len(list(readmes.numbers("README.md", "nothing", chapter))) == 5


def test_the_table_of_fixtures(tmp_path):
    test = tmp_path / "test_01_thing.py"
    test.write_text(
        """\
@pytest.fixture
def path(folder):
    return folder

@pytest.mark.parametrize("size", [1])
@pytest.mark.parametrize(("word", "number"), [("drip", 1)])
def test_it(answer, peer, path, size, word, number, tmp_path):
    pass
"""
    )
    table = "   | `peer(function, *arguments)` | plays | a peer |\n"
    assert list(readmes.fixtures(table + "   | `answer` | loads | it |\n", [test])) == []
    assert list(readmes.fixtures(table, [test])) == [
        "CONTRIBUTING.md, the table of fixtures: there is no row for `answer`, which test_01_thing.py takes."
    ]
