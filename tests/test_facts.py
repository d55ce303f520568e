"""The vocabulary of a report is one list, which all who use it know."""

from typing import get_args

from kata.autopsy.facts import Cause
from kata.autopsy.sentence import WORDS
from kata.course.hints import BY_KIND
from tests.tools.judge import ROOT


def test_every_cause_has_its_sentence_its_hint_and_its_row_in_the_documentation():
    causes = set(get_args(Cause))
    assert causes == WORDS.keys() | {"unknown", "read-past-end"}  # no wait shows it: phrases.past_end
    assert causes - {"unknown"} <= BY_KIND.keys()
    rows = [row for row in (ROOT / "docs/why.md").read_text().splitlines() if row.startswith("| `")]
    assert causes <= {cause for row in rows for cause in row.replace("`, `", "`").split("`")}
