"""Measure how soon after its last process has blocked a hang is proved and told, beside pytest-timeout alone.

    python -m benchmarks.hang_latency [RUNS of each program, 4 by default] [--programs N, all by default]

The programs note the clock right before each call that blocks; the last of these notes is the beginning. A plugin
notes it when the failed report has arrived in pytest; the keeper has noted when the proof stood.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kata.kernel import tree

HERE = Path(__file__).resolve().parent
LIMIT = 2  # seconds; with less, pytest-timeout alone would fail answers that are only slow
ALONE = """\
import importlib.util, pathlib, pytest

@pytest.fixture
def answer():
    file = pathlib.Path(__file__).parent / "01_hangs" / "01_hangs.py"
    spec = importlib.util.spec_from_file_location("hangs", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
"""


@dataclass(frozen=True)
class Latency:
    """One hang: seconds from the block to the proof (None without one) and to the report; the cause."""

    program: str
    proved: float | None
    reported: float
    cause: str


def measure(runs: int, programs: int, watched: bool) -> list[Latency]:
    """Run the first programs that many times, under the watch or under pytest-timeout alone."""
    with tempfile.TemporaryDirectory(prefix="kata-latency-") as name:
        folder = Path(name)
        shutil.copytree(HERE / "hangs", folder / "exercises" / "01_hangs")
        moments = folder / "moments"
        moments.mkdir()
        (folder / "pyproject.toml").write_text(
            "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\n"
        )
        if watched:
            shutil.copyfile(HERE.parent / "conftest.py", folder / "conftest.py")
        else:
            (folder / "exercises" / "conftest.py").write_text(ALONE)
        environment = {"MOMENTS": str(moments), "PYTHONPATH": str(HERE.parent)}
        environment |= {"HANGS_RUNS": str(runs), "HANGS_PROGRAMS": str(programs)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "benchmarks.moments"]
        subprocess.run(
            [*command, f"--timeout={5 if watched else LIMIT}", "exercises"],
            cwd=folder,
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            timeout=600,
            check=False,
        )
        tree.end_all()  # processes that pytest-timeout alone leaves behind
        return [_latency(file) for file in sorted(moments.glob("*.reported"))]


def measure_why(runs: int, programs: int) -> list[Latency]:
    """Seconds for the same programs under `kata why`, until the first line of the autopsy is on its error output."""
    program = HERE / "hangs" / "01_hangs.py"
    tree = ast.parse(program.read_text())
    names = [n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.args.args]
    found = []
    with tempfile.TemporaryDirectory(prefix="kata-why-latency-") as folder:
        for run in range(runs):
            for name in [name for name in names if name != "blocks"][:programs]:
                label = f"{name}-{run}"
                found.append(_why(program, name, Path(folder, f"{label}.blocked")))
    return found


def _why(program: Path, name: str, moments: Path) -> Latency:
    command = [sys.executable, "-m", "kata", "why", "--timeout", "20", str(program), name]
    environment = os.environ | {
        "MOMENTS": str(moments.parent),
        "HANG": moments.stem,
        "PYTHONPATH": str(HERE.parent),
    }
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stderr is not None
        first, told = process.stderr.readline(), time.monotonic()
        process.stderr.read()
    blocked = max(map(float, moments.read_text().split()))
    return Latency(name, told - blocked if first.startswith("HANG") else None, told - blocked, "-")


def _latency(file: Path) -> Latency:
    blocked = max(map(float, file.with_suffix(".blocked").read_text().split()))
    reported, proved, cause = file.read_text().rstrip("\n").split(" ")
    return Latency(
        file.stem, float(proved) - blocked if proved else None, float(reported) - blocked, cause or "-"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", type=int, nargs="?", default=4)
    parser.add_argument("--programs", type=int, default=100)
    options = parser.parse_args()
    how_many = options.runs, options.programs
    tree.become_subreaper()
    ours, alone = measure(*how_many, watched=True), measure(*how_many, watched=False)
    asked = measure_why(*how_many)
    for each in ours:
        proved = "not proved" if each.proved is None else f"proved {each.proved:.3f} s"
        print(f"{each.program:45} {each.cause:20} {proved}   told {each.reported:.3f} s")
    proved = [each.proved for each in ours if each.proved is not None]
    told, beside = [each.reported for each in ours], [each.reported for each in alone]
    print(f"{len(ours)} hangs, {len(proved)} proved; pytest-timeout alone at {LIMIT} s: {len(beside)} hangs")
    rows = {"until proved": proved, "until told": told, "pytest-timeout alone": beside}
    rows["kata why, until told"] = [each.reported for each in asked]
    for label, values in rows.items():
        middle = statistics.median(values)
        print(f"{label:22} median {middle:.3f} s, from {min(values):.3f} to {max(values):.3f} s")
    print(f"ratio of the medians, told: {statistics.median(beside) / statistics.median(told):.1f}")
    told_by_why = [each.reported for each in asked if each.proved is not None]
    print(f"{len(asked)} hangs under kata why, {len(told_by_why)} proved")
    print(f"ratio of the medians, kata why: {statistics.median(beside) / statistics.median(told_by_why):.1f}")
    return 0 if len(proved) == len(ours) == len(beside) and len(told_by_why) == len(asked) else 1


if __name__ == "__main__":
    sys.exit(main())
