"""`kata grade` grades what is new or changed, and writes tables, pages and forms."""

import base64
import contextlib
import csv
import importlib.machinery
import json
import os
import signal
import subprocess
import sys
import types
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest

from kata.grade import batch, command
from kata.sandbox import walls
from tests.tools.inventory import solution
from tests.tools.judge import PATH, ROOT, environment

AGAINST = walls.reason_against()
walled = pytest.mark.skipif(AGAINST is not None, reason=str(AGAINST))
FIRST, SECOND = [exercise for exercise in PATH if exercise.chapter == "01_pipe"][:2]
ONLY = ("--chapters", f"{FIRST.label},{SECOND.label}")
WORKS_FOR_EVER = "def write_then_read(message):\n    while True:\n        pass\n"


def hand_in(folder, **answers):
    """A submission with these answers to the first and the second exercise: files, texts, or None."""
    for exercise, answer in zip((FIRST, SECOND), answers.values(), strict=False):
        file = folder / exercise.chapter / exercise.stub.name
        file.parent.mkdir(parents=True, exist_ok=True)
        if answer is not None:
            file.write_text(answer if isinstance(answer, str) else answer.read_text())
    return folder


def right(folder):
    return hand_in(folder, first=solution(FIRST), second=solution(SECOND))


def kata(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "kata", "grade", *map(str, arguments)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def graded(*arguments, status=0):
    done = kata(*arguments, *ONLY)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def result(out, name):
    return json.loads((out / "results" / f"{name}.json").read_text())


def table(out):
    with open(out / "gradebook.csv", newline="") as file:
        return list(csv.DictReader(file))


def test_a_cluster_is_asked_to_try_again(monkeypatch):
    """What has become of a worker is its business, and costs a submission nothing but time."""
    asked = []

    class Client(contextlib.nullcontext):
        def nthreads(self):
            return {"one": 1, "two": 4}

        def get_executor(self, **how):
            asked.append((self.enter_result, how))
            return "the executor of the cluster"

        def __enter__(self):
            return self

    module = types.ModuleType("distributed")
    module.__spec__ = importlib.machinery.ModuleSpec("distributed", None)
    module.Client = Client
    monkeypatch.setitem(sys.modules, "distributed", module)
    with command.executor("tcp://scheduler:1", 2) as pool_and_count:
        assert pool_and_count == ("the executor of the cluster", 5)
    assert asked == [("tcp://scheduler:1", {"pure": False, "retries": batch.TRIES})]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """One grading of all kinds, with every form; and the folder of what was handed in."""
    folder = tmp_path_factory.mktemp("grading")
    right(folder / "in" / "alice")
    hand_in(folder / "in" / "bob", first=FIRST.stub, second=solution(SECOND))
    hand_in(folder / "in" / "carol", first=None, second=solution(SECOND))
    hand_in(folder / "in" / "dave", first=WORKS_FOR_EVER, second=solution(SECOND))
    (folder / "in" / "erin.zip").write_bytes(b"PK no zip")
    (folder / "in" / "frank").mkdir()
    (folder / "in" / "frank" / "all_in_one.py").write_text("")
    (folder / "points.toml").write_text('"01_pipe/01" = 3\n')
    forms = [word for name in ("gradescope", "classroom", "exercism", "junit") for word in ("--format", name)]
    points = ("--points", folder / "points.toml", "--limit", "1")
    folder.joinpath("said").write_text(graded(folder / "in", "--out", folder / "out", *points, *forms))
    return folder / "out"


@pytest.mark.slow
@walled
def test_the_table_has_the_points_on_top_and_a_row_for_each(out):
    top, *rows = table(out)
    assert (top["student"], top["score"], top[FIRST.label], top[SECOND.label]) == (
        "points-per-question",
        "4",
        "3",
        "1",
    )
    assert [(row["student"], row["status"], row["score"], row["flags"]) for row in rows] == [
        ("alice", "graded", "4", ""),
        ("bob", "graded", "1", ""),
        ("carol", "graded", "1", f"missing: {FIRST.label}"),
        ("dave", "timeout", "1", f"timeout: {FIRST.label}"),
        ("erin", "rejected", "0", "the archive is broken: File is not a zip file"),
        ("frank", "graded", "0", "no answers found: is this a folder shaped like exercises/?"),
    ]
    assert [result(out, row["student"])["sandbox"] for row in rows] == [*["bwrap"] * 4, "", "bwrap"]


@pytest.mark.slow
@walled
def test_the_page_says_why_with_a_picture_and_asks_no_network(out):
    page = (out / "report.html").read_text()
    assert page.count("<svg") == 2  # the stub of bob, which hangs, and what dave does for ever
    assert "HANG after" in page
    assert "own-write-end" in page
    for word in ("http://", "https://", "<script", "<link", "url("):
        assert word not in page.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.slow
@walled
def test_gradescope_reads_points_for_each_exercise(out):
    facts = json.loads((out / "gradescope" / "bob.json").read_text())
    assert isinstance(facts["execution_time"], float)
    assert facts["score"] == sum(test["score"] for test in facts["tests"]) == 1
    assert [(t["name"], t["number"], t["score"], t["max_score"], t["status"]) for t in facts["tests"]] == [
        (FIRST.label, "1", 0, 3, "failed"),
        (SECOND.label, "2", 1, 1, "passed"),
    ]


@pytest.mark.slow
@walled
def test_classroom_reads_base64_with_tests_in_any_case(out):
    facts = {name: json.loads(base64.b64decode((out / "classroom" / f"{name}.b64").read_bytes())) for name in
             ("alice", "bob", "erin")}  # fmt: skip
    assert [facts[name]["status"] for name in facts] == ["pass", "fail", "error"]
    assert [test["score"] for test in facts["bob"]["tests"]] == [0, 1]
    assert facts["bob"]["max_score"] == 4
    assert [test["status"] for test in facts["erin"]["tests"]] == ["error"]
    assert all(isinstance(test["duration"], int) for each in facts.values() for test in each["tests"])


@pytest.mark.slow
@walled
def test_exercism_reads_each_test_in_order_with_its_code(out):
    facts = json.loads((out / "exercism" / "bob.json").read_text())
    assert (facts["version"], facts["status"]) == (3, "fail")
    first = facts["tests"][0]
    assert first["test_code"].startswith("assert answer.write_then_read(")
    assert "HANG after" in first["message"]
    assert {test["task_id"] for test in facts["tests"]} == {1, 2}
    assert all(len(test["output"] or "") <= 500 for test in facts["tests"])


@pytest.mark.slow
@walled
def test_junit_counts_what_it_says(out):
    suite = ElementTree.parse(out / "junit" / "bob.xml").getroot()[0]
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases))
    assert (
        suite.get("failures") == str(len([case for case in cases if case.find("failure") is not None])) != "0"
    )
    assert suite.get("errors") == "0"


@pytest.mark.slow
@walled
def test_only_what_is_new_or_changed_is_graded(tmp_path):
    for name in ("alice", "bob"):
        right(tmp_path / "in" / name)
    out = tmp_path / "out"
    graded(tmp_path / "in", "--out", out)
    files = {name: out / "results" / f"{name}.json" for name in ("alice", "bob", "carol")}
    before = {name: file.stat().st_mtime_ns for name, file in files.items() if file.exists()}
    hand_in(tmp_path / "in" / "bob", first=FIRST.stub, second=solution(SECOND))
    right(tmp_path / "in" / "carol")
    graded(tmp_path / "in", "--out", out)
    after = {name: file.stat().st_mtime_ns for name, file in files.items()}
    assert after["alice"] == before["alice"]
    assert after["bob"] != before["bob"]
    assert [row["score"] for row in table(out)] == ["2", "2", "1", "2"]
    graded(tmp_path / "in", "--out", out, "--again", "alice")
    assert files["alice"].stat().st_mtime_ns != before["alice"]
    assert files["bob"].stat().st_mtime_ns == after["bob"]


@pytest.mark.slow
@walled
def test_ctrl_c_keeps_what_is_done(tmp_path):
    for number in range(6):
        right(tmp_path / "in" / f"learner{number}")
    command = [
        sys.executable,
        "-m",
        "kata",
        "grade",
        tmp_path / "in",
        "--out",
        tmp_path / "out",
        "--jobs",
        "1",
        *ONLY,
    ]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stdout.read()
    assert process.returncode == 128 + signal.SIGINT
    assert first == "learner0: 2 of 2 solved\n"
    assert "Stopped:" in rest
    kept = sorted(file.stem for file in (tmp_path / "out" / "results").iterdir())
    assert 1 <= len(kept) < 6
    assert [row["student"] for row in table(tmp_path / "out")][1:] == kept
    graded(tmp_path / "in", "--out", tmp_path / "out")
    assert len(table(tmp_path / "out")) == 7


@pytest.mark.slow
def test_without_walls_nothing_is_graded_but_by_word(tmp_path):
    right(tmp_path / "alice")
    nowhere = environment() | {"PATH": str(tmp_path)}  # no bubblewrap
    old_kernel = "from kata.sandbox import landlock; landlock.NEEDED = landlock.abi() + 1"
    kata = [sys.executable, "-c", f"{old_kernel}; from kata.command import main; raise SystemExit(main())"]
    command = [*kata, "grade", tmp_path / "alice", "--out", tmp_path / "out", *ONLY]
    run = {"cwd": ROOT, "env": nowhere, "capture_output": True, "text": True, "timeout": 60, "check": False}
    refused = subprocess.run(command, **run)
    assert refused.returncode == 2
    assert "--unsafe" in refused.stderr
    done = subprocess.run([*command, "--unsafe"], **run)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (result(tmp_path / "out", "alice")["sandbox"], table(tmp_path / "out")[1]["score"]) == (
        "none",
        "2",
    )


@pytest.mark.slow
@walled
def test_a_zip_as_a_browser_makes_it_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "alice.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for exercise in (FIRST, SECOND):
            archive.write(solution(exercise), f"kata-main/exercises/{exercise.chapter}/{exercise.stub.name}")
            archive.writestr(
                f"kata-main/solutions/{exercise.chapter}/{exercise.stub.name}", "raise SystemExit"
            )
    assert "alice: 2 of 2 solved" in graded(tmp_path / "alice.zip")
