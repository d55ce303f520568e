"""An answer that cannot be loaded, or lacks a function, says so in a sentence."""

import pytest

from kata.agent import loading


def test_a_missing_file_is_said_in_a_sentence(tmp_path):
    with pytest.raises(Exception, match=r"01_none\.py is missing"):
        loading.load(tmp_path / "01_none.py")


def test_a_missing_function_is_said_in_a_sentence(tmp_path):
    file = tmp_path / "01_thing.py"
    file.write_text("x = 1\n")
    answer = loading.load(file)
    with pytest.raises(Exception, match=r"^01_thing\.py has no `f`: its tests call it\.$"):
        answer.f  # noqa: B018 - to ask for it is the test
    assert not hasattr(answer, "__wrapped__")
