"""Runs the exercises on an answers tree, in a pytest of its own, and reads what it reports."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kata.course.exercises import Exercise, exercises, label_of
from tests.tools import counted as counted_by

ROOT = Path(__file__).resolve().parents[2]
PATH = exercises(ROOT / "exercises")
WORKERS = 2  # pytests at once
PATIENCE = 300  # seconds for one of them


@dataclass(frozen=True)
class Result:
    """What one test said of one answer; `text` is what a learner reads."""

    exercise: str
    test: str
    outcome: str
    cause: str
    summary: str
    text: str
    seconds: float


def judge(tree: Path | None, *arguments: str, root: Path = ROOT) -> list[Result]:
    """Judge an answers tree (None: the stubs) with pytest; arguments are added to its command line."""
    with tempfile.TemporaryDirectory(prefix="kata-judge-") as folder:
        xml, cache = Path(folder, "results.xml"), Path(folder, "cache")
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={xml}", "-o", "junit_logging=all"]
        command += ["-o", f"cache_dir={cache}", "-p", "tests.tools.counted"]
        command += (
            ["exercises", *arguments] if tree is None else ["exercises", f"--answers={tree}", *arguments]
        )
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


def agree(done: subprocess.CompletedProcess[str], xml: str, cache: Path) -> None:
    """Whoever asks pytest for its verdict must get the same one.

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
    """The environment without what makes pytest write more or less than it does for a learner."""
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


def judge_each(
    answers: Iterable[tuple[Exercise, Path | str]],
    *arguments: str,
    only: Mapping[Path | str, str] | None = None,
) -> dict[int, list[Result]]:
    """Judge many answers to single exercises; the results by the place of the answer in the list.

    An answer is a file or a text. One pytest judges one answer to each exercise at a time: the n-th answers to
    all exercises are laid into one tree. only: the one test of an answer that is to run, where that is enough.
    """
    layers: list[dict[Exercise, tuple[int, Path | str]]] = []
    for place, (exercise, answer) in enumerate(answers):
        free = next((layer for layer in layers if exercise not in layer), None)
        if free is None:
            layers.append(free := {})
        free[exercise] = (place, answer)
    with ThreadPoolExecutor(WORKERS) as pool:
        judged = pool.map(lambda layer: _judge_layer(layer, arguments, only or {}), layers)
        return {place: results for of_layer in judged for place, results in of_layer.items()}


def _judge_layer(
    layer: dict[Exercise, tuple[int, Path | str]], arguments: tuple[str, ...], only: Mapping[Path | str, str]
) -> dict[int, list[Result]]:
    with tempfile.TemporaryDirectory(prefix="kata-layer-") as folder:
        tests = []
        for exercise, (_, answer) in layer.items():
            file = Path(folder, exercise.chapter, exercise.stub.name)
            file.parent.mkdir(exist_ok=True)
            if isinstance(answer, Path):
                shutil.copyfile(answer, file)
            else:
                file.write_text(answer)
            tests.append(f"{exercise.test.relative_to(ROOT)}::{only.get(answer, '')}")
        results = judge(Path(folder), *arguments, f"--only={','.join(tests)}", "-p", "tests.tools.only")
    return {
        place: [result for result in results if result.exercise == exercise.label]
        for exercise, (place, _) in layer.items()
    }
