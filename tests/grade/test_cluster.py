"""`kata grade --dask`: what happens to a cluster costs time, and no result."""

import csv
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress

import pytest

from kata.sandbox import walls
from tests.grade.test_command import ONLY, right
from tests.tools.judge import ROOT, environment

pytest.importorskip("distributed", reason="dask.distributed is not installed")
AGAINST = walls.reason_against()
pytestmark = [pytest.mark.soak, pytest.mark.skipif(AGAINST is not None, reason=str(AGAINST))]
LEARNERS = 8


@contextmanager
def started(*arguments, until):
    """A process of the cluster, from the line of its log that has these words on; the line as well."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment() | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "20s"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        line = next((line for line in process.stderr if until in line), None)
        assert line is not None, f"{arguments} has ended"
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        yield process, line
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        drain.wait()
        process.stderr.close()


def scheduler(port=0):
    options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    return started("-m", "distributed.cli.dask_scheduler", *options, until="Scheduler at:")


def worker(address):
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    return started("-m", "distributed.cli.dask_worker", address, *options, until="Registered to:")


@contextmanager
def grading(folder, address):
    for number in range(LEARNERS):
        right(folder / "in" / f"learner{number}")
    command = [
        sys.executable,
        "-m",
        "kata",
        "grade",
        folder / "in",
        "--out",
        folder / "out",
        "--dask",
        address,
        *ONLY,
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def check(folder, process):
    rest = process.stdout.read()
    assert process.wait(timeout=60) == 0, rest
    with open(folder / "out" / "gradebook.csv", newline="") as file:
        rows = [(row["student"], row["status"], row["score"]) for row in csv.DictReader(file)][1:]
    assert rows == [(f"learner{number}", "graded", "2") for number in range(LEARNERS)]


def test_a_killed_worker_loses_nothing(tmp_path):
    with scheduler() as (_, line):
        address = line.split()[-1]
        with worker(address) as (first, _), worker(address), grading(tmp_path, address) as process:
            assert "2 of 2 solved" in process.stdout.readline()
            os.killpg(first.pid, signal.SIGKILL)
            check(tmp_path, process)


def test_a_scheduler_that_was_restarted_loses_nothing(tmp_path):
    with scheduler() as (first, line):
        address = line.split()[-1]
        with worker(address), grading(tmp_path, address) as process:
            assert "2 of 2 solved" in process.stdout.readline()
            os.killpg(first.pid, signal.SIGKILL)
            first.wait()
            with scheduler(int(address.rpartition(":")[2])) as (_, _), worker(address):
                check(tmp_path, process)
