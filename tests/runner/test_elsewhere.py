"""Where there is no /proc, everything works but the proof: hangs end at the limit, and nothing survives them."""

import subprocess
import sys

import pytest

from tests.tools.judge import ROOT, environment, judge

pytestmark = pytest.mark.slow


def test_solutions_pass_and_a_hang_ends_at_the_limit(tmp_path):
    for result in judge(
        None, "-p", "tests.tools.elsewhere", "--answers=solutions", "-k", "another_one or first_message"
    ):
        assert result.outcome == "passed", result.text
    stub = judge(
        None, "-p", "tests.tools.elsewhere", "--timeout=1", "-k", "test_ten_lines_come_from_the_child"
    )
    assert [(result.outcome, result.cause) for result in stub] == [("failure", "timeout")]
    assert stub[0].summary.startswith("STILL RUNNING after ")


def test_what_is_left_behind_is_found_and_ended(tmp_path):
    answer = tmp_path / "01_pipe" / "01_write_then_read.py"
    answer.parent.mkdir()
    answer.write_text(
        "import os, time\ndef write_then_read(message):\n    if os.fork() == 0:\n        time.sleep(100)\n"
        "    return message\n"
    )
    (result, *_) = judge(tmp_path, "-p", "tests.tools.elsewhere", "-k", "01_write_then_read")
    assert result.cause == "left-behind", result.text
    assert "still alive" in result.summary


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        (
            "os.fork",
            "These exercises need os.fork, which this system does not have: use Linux, macOS or WSL.",
        ),
        ("pytest_forked", "The exercises need pytest-forked: python -m pip install pytest-forked"),
        ("pytest_timeout", "The exercises need pytest-timeout: python -m pip install pytest-timeout"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(without, sentence):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "exercises",
        "-p",
        "tests.tools.without",
        "-p",
        "no:cacheprovider",
    ]
    command += ["-o", "timeout=5", "-p", f"no:{without.removeprefix('pytest_')}", "-p", f"no:{without}"]
    env = environment() | {"WITHOUT": without}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (4, f"ERROR: {sentence}")
