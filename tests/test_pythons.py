"""Which Pythons are supported is told the same everywhere."""

import re

from kata import toml
from tests.tools.judge import ROOT

PROJECT = toml.loads((ROOT / "pyproject.toml").read_text())
SUPPORTED = [
    word
    for classifier in PROJECT["project"]["classifiers"]
    if re.fullmatch(r"3\.\d+", word := classifier.rpartition(" :: ")[2])
]


def test_the_oldest_is_what_pip_and_ruff_know():
    assert PROJECT["project"]["requires-python"] == f">={SUPPORTED[0]}"
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + SUPPORTED[0].replace(".", "")


def test_each_of_them_is_tried_in_public():
    (matrix,) = re.findall(r"^ +python: \[(.*)\]$", (ROOT / ".github/workflows/test.yml").read_text(), re.M)
    assert re.findall(r"[\d.]+", matrix) == SUPPORTED


def test_the_readme_names_the_oldest_and_the_newest():
    assert f"CPython {SUPPORTED[0]} to {SUPPORTED[-1]}." in (ROOT / "README.md").read_text()
