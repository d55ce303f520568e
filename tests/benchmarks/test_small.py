"""Every benchmark runs, in a small form: figures in a README are worth nothing if nobody can measure them again."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest

from tests.tools.judge import ROOT, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="they measure proofs and walls"),
]

SMALL = {
    "watch_cost": ["1", "--exercises", "1"],
    "evidence_cost": ["1", "--exercises", "1"],
    "place_cost": ["1", "--exercises", "1"],
    "hang_latency": ["1", "--programs", "1"],
    "grading": ["2", "--looped", "1", "--many", "10", "--exercises", "1", "--no-cluster"],
    "save_to_verdict": ["1"],
    "why_cost": ["1", "--work", "1"],
}
PLUGINS = {"in_common", "moments"}  # of the pytests that are measured
NEEDED = {"save_to_verdict": "pytest_watcher"}


def test_all_of_them_are_tried():
    files = {file.stem for file in (ROOT / "benchmarks").glob("[a-z]*.py")}
    assert files - {"conftest"} == SMALL.keys() | PLUGINS


@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_runs(name, tmp_path):
    if name in NEEDED and importlib.util.find_spec(NEEDED[name]) is None:
        pytest.skip(f"{NEEDED[name]} is not installed")
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *SMALL[name]],
        cwd=ROOT,
        env=environment() | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d\.\d+ s", done.stdout), done.stdout
    assert os.listdir(tmp_path) == []
