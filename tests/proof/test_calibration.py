"""Where this machine does not show all that a proof rests on, nothing is proved, and no right answer is refused."""

import subprocess
import sys

import pytest

from kata.proof import calibration
from tests.tools.children import as_nobody
from tests.tools.judge import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

LISTENED = "from kata.kernel import unotify\nassert unotify.tell() is not None\n"
"""As in a container whose engine hears calls: a process has one listener at most."""


def test_this_machine_shows_all():
    assert calibration.reason_against() is None


def test_no_privileges_are_needed():
    assert as_nobody(calibration.sees_a_sleep)
    assert as_nobody(calibration.hears_calls)


def test_a_second_listener_is_refused():
    code = LISTENED + "from kata.proof import calibration\nprint(calibration.reason_against())"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("another program hears the calls")


@pytest.mark.slow
def test_values_alone_are_judged_there_and_the_report_says_so():
    command = [
        sys.executable,
        "-m",
        "kata",
        "why",
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    told = subprocess.run(
        [*command, "exercises/01_pipe/01_write_then_read.py", "--answers", "solutions"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == 0, told.stdout
    assert "note   answers were judged by their values alone: another program hears" in told.stdout
