"""The held pytest: a test without a report of its own has not passed."""

from types import SimpleNamespace

import pytest

from kata.runner import server


@pytest.mark.parametrize("reports", ["[]", "{", "[5]", '[{"outcome": "passed"}]', "[" * 100_000])
def test_no_report_is_the_end_of_the_server_or_a_pass(reports, tmp_path):
    (tmp_path / "reports.json").write_text(reports)
    told = server.result(SimpleNamespace(folder=tmp_path))
    assert (told["failure"]["kind"], told["output"]) == ("wrong", "")
