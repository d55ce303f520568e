"""Judge answers to the exercises: a tree of them in one pytest, or many by held servers."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from kata.course.exercises import Exercise, exercises, label_of
from kata.course.home import Home
from kata.runner import client
from kata.runner.client import Client
from kata.runner.facts import Test
from tests.tools import counted as counted_by

ROOT = Path(__file__).resolve().parents[2]
PATH = exercises(ROOT / "exercises")
WORKERS = 2  # pytests at once, or servers
PATIENCE = 300  # seconds for one of them


@dataclass(frozen=True)
class Result:
    """The result of one test of one answer. text: for the learner."""

    exercise: str
    test: str
    outcome: str
    cause: str
    summary: str
    text: str
    seconds: float


def judge(
    tree: Path | None, *arguments: str, root: Path = ROOT, tests: Iterable[Path] = (Path("exercises"),)
) -> list[Result]:
    """Judge an answers tree (None: the stubs) with pytest; arguments are added to its command line."""
    with tempfile.TemporaryDirectory(prefix="kata-judge-") as folder:
        xml, cache = Path(folder, "results.xml"), Path(folder, "cache")
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={xml}", "-o", "junit_logging=all"]
        command += ["-o", f"cache_dir={cache}", "-p", "tests.tools.counted"]
        command += [*map(str, tests), *([] if tree is None else [f"--answers={tree}"]), *arguments]
        done = subprocess.run(
            command,
            cwd=root,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=environment(),
            check=False,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(f"pytest ended with status {done.returncode}:\n{done.stdout}\n{done.stderr}")
        agree(done, xml.read_text(), cache)
        return parse(xml.read_text())


def project(folder: Path, tests: Path, chapter: str) -> Path:
    """A project in this folder whose one exercise is a folder of tests and answers. chapter: its name there."""
    shutil.copytree(tests, folder / "exercises" / chapter)
    shutil.copyfile(ROOT / "conftest.py", folder / "conftest.py")
    settings = (
        "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib', '-p', 'no:anyio']\ntimeout = 30\n"
    )
    (folder / "pyproject.toml").write_text(settings)
    return folder


def agree(done: subprocess.CompletedProcess[str], xml: str, cache: Path) -> None:
    """Check that pytest tells everybody the same verdict.

    Raises AssertionError where the JUnit file, the exit status, the last line on the screen, the count of failures
    that stops -x, and the cache that --lf reads do not tell the same tests as failed.
    """
    cases = list(ElementTree.fromstring(xml).iter("testcase"))
    failed = [case.get("name", "") for case in cases if case.find("failure") is not None]
    errors = [case.get("name", "") for case in cases if case.find("error") is not None]
    last = next((line for line in reversed(done.stdout.splitlines()) if re.search(r" in [\d.]+s", line)), "")
    said = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", last)}
    stored = cache / "v/cache/lastfailed"
    lastfailed = list(json.loads(stored.read_text())) if stored.exists() else []
    counted = json.loads(Path(cache, counted_by.FILE).read_text())
    told = {
        "exit status": done.returncode != 0,
        "screen": (said.get("failed", 0), said.get("error", 0)),
        "count of the session": counted,
        "last-failed cache": sorted(each.partition("::")[2] for each in lastfailed),
    }
    expected = {
        "exit status": bool(failed or errors),
        "screen": (len(failed), len(errors)),
        "count of the session": len(failed) + len(errors),
        "last-failed cache": sorted(failed + errors),
    }
    assert told == expected, f"the JUnit file says {expected}, but this was told: {told}\n{done.stdout}"


def environment() -> dict[str, str]:
    """The environment without variables by which pytest writes more or less than for a learner."""
    loud = ("PYTEST_", "COV_", "CI", "BUILD_NUMBER")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(loud)}
    return kept | {"PYTHONPATH": str(ROOT), "COLUMNS": "120"}


def parse(xml: str) -> list[Result]:
    """The results in a JUnit file, in the order in which the tests ran."""
    results = []
    for case in ElementTree.fromstring(xml).iter("testcase"):
        properties = {p.get("name", ""): p.get("value", "") for p in case.iter("property")}
        bad = next((child for child in case if child.tag in ("failure", "error", "skipped")), None)
        output = "\n".join(child.text or "" for child in case if child.tag.startswith("system-"))
        module = case.get("classname", "").rpartition(".")
        chapter = module[0].rpartition(".")[2]
        results.append(
            Result(
                exercise=label_of(f"exercises/{chapter}/{module[2]}.py") or case.get("classname", ""),
                test=case.get("name", ""),
                outcome="passed" if bad is None else bad.tag,
                cause=properties.get("cause", ""),
                summary=properties.get("summary", ""),
                text=f"{bad.text or ''}\n{output}" if bad is not None else "",
                seconds=float(case.get("time", 0)),
            )
        )
    return results


Layer = dict[Exercise, tuple[int, Path | str]]
"""Answers that are judged as one tree, no two of them to the same exercise: file or text, and its place in a list."""


def judge_each(
    answers: Iterable[tuple[Exercise, Path | str]],
    *options: str,
    only: Mapping[Path | str, str] | None = None,
) -> dict[int, list[Result]]:
    """Judge many answers to single exercises; the results by the place of the answer in the list.

    An answer is a file or a text. They are judged by servers that are held, as those of a learner and of a grader are.
    options: for the pytest of the servers. only: the one test to run of an answer, if that is enough.
    """
    layers = _layers(answers)
    tests = sorted({exercise.test for layer in layers for exercise in layer})
    home = Home(ROOT / "exercises")
    options = ("-p", "tests.tools.loaded", *options)
    started = [client.start(home, *options, tests=tests) for _ in range(min(WORKERS, len(layers)))]
    idle: SimpleQueue[Client] = SimpleQueue()
    for server in started:
        idle.put(server)

    def judged(layer: Layer) -> dict[int, list[Result]]:
        server = idle.get()
        try:
            return _by_server(server, layer, only or {})
        finally:
            idle.put(server)

    try:
        return _by_place(judged, layers)
    finally:
        for server in started:
            client.end(server)


def judge_plainly(answers: Iterable[tuple[Exercise, Path | str]]) -> dict[int, list[Result]]:
    """Judge many answers by plain pytest, one for each layer."""

    def judged(layer: Layer) -> dict[int, list[Result]]:
        with _tree(layer) as tree:
            results = judge(tree, tests=[exercise.test for exercise in layer])
        return {
            place: [result for result in results if result.exercise == exercise.label]
            for exercise, (place, _) in layer.items()
        }

    return _by_place(judged, _layers(answers))


def _layers(answers: Iterable[tuple[Exercise, Path | str]]) -> list[Layer]:
    """Lay the n-th answers to all exercises into the n-th layer."""
    layers: list[Layer] = []
    for place, (exercise, answer) in enumerate(answers):
        free = next((layer for layer in layers if exercise not in layer), None)
        if free is None:
            layers.append(free := {})
        free[exercise] = (place, answer)
    return layers


def _by_place(
    judged: Callable[[Layer], dict[int, list[Result]]], layers: list[Layer]
) -> dict[int, list[Result]]:
    """Judge some layers at a time; all results."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return {place: results for each in pool.map(judged, layers) for place, results in each.items()}


@contextlib.contextmanager
def _tree(layer: Layer) -> Iterator[Path]:
    """The answers of a layer as an answers tree."""
    with tempfile.TemporaryDirectory(prefix="kata-layer-") as folder:
        for exercise, (_, answer) in layer.items():
            file = Path(folder, exercise.chapter, exercise.stub.name)
            file.parent.mkdir(exist_ok=True)
            if isinstance(answer, Path):
                shutil.copyfile(answer, file)
            else:
                file.write_text(answer)
        yield Path(folder).resolve()


def _by_server(server: Client, layer: Layer, only: Mapping[Path | str, str]) -> dict[int, list[Result]]:
    labels = [exercise.label for exercise in layer]
    wanted = {exercise.label: only[answer] for exercise, (_, answer) in layer.items() if answer in only}
    with _tree(layer) as tree:
        verdicts = client.run_all(server, labels, tree, wanted)
    found = {verdict.label: [_result(verdict.label, test) for test in verdict.tests] for verdict in verdicts}
    return {place: found[exercise.label] for exercise, (place, _) in layer.items()}


def _result(label: str, test: Test) -> Result:
    if test.failure is None:
        outcome = "skipped" if test.skipped else "passed"
        return Result(label, test.name, outcome, "", "", "", test.seconds)
    text = f"{test.failure.text}\n{test.output}"
    return Result(label, test.name, "failure", test.failure.kind, test.failure.summary, text, test.seconds)
