"""The held pytest never lets a test pass without a report of its own."""

from types import SimpleNamespace

import pytest

from kata.runner import server
from kata.runner.facts import Order
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


def test_one_test_of_an_exercise_can_be_asked_for(monkeypatch):
    monkeypatch.setattr(server.progress, "digest", lambda *arguments: "digest")
    config = SimpleNamespace(stash={server.TREE: None})
    names = ("test_it", "test_it[a]", "test_it_all")
    items = [SimpleNamespace(name=name, stash={server.EXERCISE: None}, config=config) for name in names]
    order = Order(1, ("a/b", "a/c"), only={"a/b": "test_it"})
    course = server.planned(order, {"a/b": items, "a/c": items[:1]}, config)
    assert [item.name for item in course.waiting] == ["test_it", "test_it[a]", "test_it"]
    assert [*course.ended["a/b"], *course.ended["a/c"]] == ["test_it", "test_it[a]", "test_it"]
