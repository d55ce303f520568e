"""Every kind of failure has a rung on the ladder of hints."""

import re

from kata.course import hints
from tests.tools.judge import PATH, ROOT


def test_every_kind_of_failure_that_a_stub_or_a_wrong_answer_has_gets_a_rung():
    table = (ROOT / "docs/why.md").read_text().partition("## Explained")[2].partition("Lines and names")[0]
    causes = set(re.findall(r"`([a-z]+-[a-z-]+)`", table))
    assert len(causes) > 10
    assert causes | {"left-behind", "escaped-child", "timeout", "wrong"} == set(hints.BY_KIND)
    for exercise in PATH:
        assert len(hints.rungs(exercise, "left-behind")) == len(hints.rungs(exercise, None)) + 1
