"""Programs that hang are told right by `kata why`, and programs that are only slow are left alone."""

import sys
from pathlib import Path

import pytest

from tests.tools.corpus import HANGS, LANGUAGES, SLOW, expected, judge_all, missing

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="/proc")]

OF_PYTHON, OF_SLOW = sorted(HANGS.glob("*.py")), sorted(SLOW.glob("*.py"))
EVERY = [*OF_PYTHON, *sorted(LANGUAGES.iterdir())]
STARTED = {*{expected(hang).get("verdict"): hang for hang in OF_PYTHON}.values(), OF_SLOW[0]}
"""A program of each verdict there is. For the others, `kata why` is forked from a process that has it loaded."""


@pytest.fixture(scope="session")
def judged(request):
    """The programs of the selected tests, judged in one go, for most of them only wait: {program: row}."""
    of_here = [item for item in request.session.items if item.path == Path(__file__)]
    items = [item for item in of_here if "judged" in item.fixturenames]
    hangs = [item.callspec.params["hang"] for item in items if "hang" in item.callspec.params]
    slow = [item.callspec.params["slow"] for item in items if "slow" in item.callspec.params]
    hangs = [hang for hang in hangs if missing(hang) is None]
    rows = judge_all(hangs, [(program, "") for program in slow], STARTED)
    return dict(zip([*hangs, *slow], [*rows[0], *rows[1]], strict=True))


def runnable(hang):
    """A program as a parameter, skipped with a sentence where this machine cannot run it."""
    why_not = missing(hang)
    marks = [pytest.mark.skip(reason=why_not)] if why_not else []
    return pytest.param(hang, id=hang.stem if hang.suffix == ".py" else hang.name, marks=marks)


@pytest.mark.parametrize("hang", [runnable(each) for each in EVERY])
def test_a_program_that_hangs(hang, judged):
    assert judged[hang].is_right, f"{judged[hang].right}\n{judged[hang].words}"


@pytest.mark.parametrize("slow", OF_SLOW, ids=lambda file: file.stem)
def test_a_program_that_is_only_slow(slow, judged):
    assert judged[slow].is_right, judged[slow].words
