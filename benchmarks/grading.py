"""How many submissions a second does `kata grade` judge? Beside a loop of pytest over the same folders, in one run.

    pip install -e ".[dev]"
    python -m benchmarks.grading [COUNT, 200 by default] [--looped N, 4 by default] [--many N, 5000 by default]
                                 [--exercises N, all by default] [--no-cluster]

Submissions are mixed from solutions, stubs and wrong answers, by a fixed seed. All of them are graded with 2 jobs; a
quarter with 1 job and on a local cluster of 2 workers, because the time for each is the same there. The loop is
`pytest --forked --timeout 5 --junitxml` with nothing of this project but the tests, for one folder after the other. It
waits 5 s for each test that hangs, so it runs over some of the folders only, evenly spread; and it has
`timeout_func_only`, because the limit would otherwise end pytest itself, which then waits for the hung child for ever.
For growth and memory, submissions of one exercise are graded: first a tenth of --many, then all.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kata.course.exercises import Exercise, exercises
from kata.kernel.tree import become_subreaper, end_all
from tests.tools.inventory import solution, wrong_answers

ROOT = Path(__file__).resolve().parents[1]
SEED = 1
CONFTEST = """\
import importlib.util
import os
from pathlib import Path

import pytest

from kata.runner.shim import mend_pytest_forked

mend_pytest_forked()


@pytest.fixture
def answer(request):
    file = Path(os.environ["TREE"], request.path.parent.name, request.path.name.removeprefix("test_"))
    spec = importlib.util.spec_from_file_location("answer", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def if_at_work(answer):
    def call(frame, function):
        while frame is not None and frame.f_code.co_filename != answer.__file__:
            frame = frame.f_back
        if frame is not None:
            function()
        return frame is not None

    return call
"""


def mixed(folder: Path, count: int, path: list[Exercise]) -> list[Path]:
    """Make submissions: for each exercise, by chance, the solution (half of them), the stub or a wrong answer."""
    chance = random.Random(SEED)
    wrong = {exercise: [each.file for each in wrong_answers(exercise)[0]] for exercise in path}
    trees = [folder / f"learner{number:04}" for number in range(count)]
    for tree in trees:
        for exercise in path:
            others = [exercise.stub, chance.choice(wrong[exercise] or [exercise.stub])]
            file = tree / exercise.chapter / exercise.stub.name
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(chance.choice([solution(exercise), solution(exercise), *others]), file)
    return trees


def measured(command: list[str], **environment: str) -> tuple[float, float]:
    """Run a grader; return the seconds, and the most memory of one of its processes in MiB. It exits with 0 or 1."""
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[:5]} ended with status {process.returncode}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


def graded(folder: Path, trees: list[Path], *options: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "kata", "grade", *map(str, trees), *options, "--plain"]
    with tempfile.TemporaryDirectory(dir=folder) as out:
        return measured([*command, "--out", out])


def looped(folder: Path, trees: list[Path], path: list[Exercise]) -> float:
    """The seconds for all folders, one after the other."""
    rig = folder / "loop"
    shutil.copytree(ROOT / "exercises", rig / "exercises")
    (rig / "conftest.py").write_text(CONFTEST)
    (rig / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:ipc-kata", "-p", "no:cacheprovider"]
    command += ["--import-mode=importlib", "--forked", "--timeout", "5", f"--junitxml={rig}/results.xml"]
    command += ["-o", "timeout_func_only=true"]
    seconds = 0.0
    tests = [str(rig / exercise.test.relative_to(ROOT)) for exercise in path]
    for tree in trees:
        seconds += measured([*command, *tests], TREE=str(tree))[0]
        end_all()  # its forked children that still wait
    return seconds


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The address of a scheduler on this machine, with workers of one thread each."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as local:
        yield local.scheduler_address


def line(name: str, count: int, seconds: float, more: str = "") -> None:
    print(
        f"{name:34} {count:5} submissions {seconds:8.1f} s {count / seconds:9.4f} a second {more}", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--looped", type=int, default=4)
    parser.add_argument("--many", type=int, default=5000)
    parser.add_argument("--exercises", type=int)
    parser.add_argument("--no-cluster", action="store_true")
    options = parser.parse_args()
    path = exercises(ROOT / "exercises")[: options.exercises]
    become_subreaper()
    with tempfile.TemporaryDirectory(prefix="kata-bench-") as name:
        folder = Path(name)
        trees = mixed(folder / "in", options.count, path)
        quarter = trees[:: max(options.count // max(options.count // 4, 1), 1)]
        some = trees[:: max(options.count // options.looped, 1)][: options.looped]
        seconds = looped(folder, some, path)
        line("loop of pytest --forked", len(some), seconds)
        rate = len(some) / seconds
        chosen = ("--chapters", ",".join(each.label for each in path))

        def against(count: int, taken: tuple[float, float]) -> str:
            return f"{count / taken[0] / rate:6.1f} times the loop, {taken[1]:.0f} MiB"

        for name, those, option in (("2 jobs", trees, "2"), ("1 job", quarter, "1")):
            taken = graded(folder, those, *chosen, "--jobs", option)
            line(f"kata grade, {name}", len(those), taken[0], against(len(those), taken))
        if not options.no_cluster:
            with cluster(2) as address:
                taken = graded(folder, quarter, *chosen, "--dask", address)
                line("kata grade, cluster of 2 workers", len(quarter), taken[0], against(len(quarter), taken))
        for count in (options.many // 10, options.many):
            trees = mixed(folder / f"many{count}", count, path[:1])
            taken = graded(folder, trees, "--jobs", "2", "--chapters", path[0].label)
            line("kata grade, one exercise, 2 jobs", count, taken[0], f"{taken[1]:.0f} MiB")


if __name__ == "__main__":
    main()
