"""Runs the exercises on an answers tree, in a pytest of its own, and reads what it reports."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kata.answers import Exercise, exercises, label_of

ROOT = Path(__file__).resolve().parent.parent
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
        xml = Path(folder, "results.xml")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={xml}"]
        command += ["-o", "junit_logging=all"]
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
        return parse(xml.read_text())


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
        results = judge(Path(folder), *arguments, f"--only={','.join(tests)}", "-p", "tests.only")
    return {
        place: [result for result in results if result.exercise == exercise.label]
        for exercise, (place, _) in layer.items()
    }
