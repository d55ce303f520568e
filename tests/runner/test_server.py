"""The held pytest: a test without a report of its own has not passed."""

from types import SimpleNamespace

import pytest

from kata.runner import server
from kata.runner.state import BASE


@pytest.mark.parametrize("said", ["[]", "{", "[5]", '{"outcome": "passed"}', "[" * 100_000, None])
def test_no_report_is_the_end_of_the_server_or_a_pass(said, tmp_path):
    if said is not None:
        (tmp_path / "said.json").write_text(said)
    config = SimpleNamespace(getoption=lambda name: False, stash={BASE: ""})
    test = server.result(
        SimpleNamespace(folder=tmp_path, began=0.0, item=SimpleNamespace(name="test_it", config=config))
    )
    assert (test.name, test.failure.kind, test.output) == ("test_it", "wrong", "")
