"""How long after its last process has blocked is a hang proved, and told? Beside pytest-timeout alone, in one run.

    python -m benchmarks.hang_latency [RUNS of each program, 4 by default]

The programs note the clock right before each call that blocks; the last of these notes is the beginning. A plugin
notes it when the failed report has arrived in pytest; the keeper has noted when the proof stood.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kata import linux, watch

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


def measure(runs: int, watched: bool) -> list[Latency]:
    """Run all programs that many times, under the watch or under pytest-timeout alone."""
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
        environment = {"MOMENTS": str(moments), "HANGS_RUNS": str(runs), "PYTHONPATH": str(HERE.parent)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "benchmarks.moments"]
        subprocess.run(
            [*command, f"--timeout={5 if watched else LIMIT}", "exercises"],
            cwd=folder,
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            timeout=600,
            check=False,
        )
        watch.end_all()  # what pytest-timeout alone leaves behind
        return [_latency(file) for file in sorted(moments.glob("*.reported"))]


def _latency(file: Path) -> Latency:
    blocked = max(map(float, file.with_suffix(".blocked").read_text().split()))
    reported, proved, cause = file.read_text().rstrip("\n").split(" ")
    return Latency(
        file.stem, float(proved) - blocked if proved else None, float(reported) - blocked, cause or "-"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", type=int, nargs="?", default=4)
    runs = parser.parse_args().runs
    linux.become_subreaper()
    ours, alone = measure(runs, watched=True), measure(runs, watched=False)
    for each in ours:
        proved = "not proved" if each.proved is None else f"proved {each.proved:.3f} s"
        print(f"{each.program:45} {each.cause:20} {proved}   told {each.reported:.3f} s")
    proved = [each.proved for each in ours if each.proved is not None]
    told, beside = [each.reported for each in ours], [each.reported for each in alone]
    print(f"{len(ours)} hangs, {len(proved)} proved; pytest-timeout alone at {LIMIT} s: {len(beside)} hangs")
    for label, values in (("until proved", proved), ("until told", told), ("pytest-timeout alone", beside)):
        middle = statistics.median(values)
        print(f"{label:22} median {middle:.3f} s, from {min(values):.3f} to {max(values):.3f} s")
    print(f"ratio of the medians, told: {statistics.median(beside) / statistics.median(told):.1f}")
    return 0 if len(proved) == len(ours) == len(beside) else 1


if __name__ == "__main__":
    sys.exit(main())
