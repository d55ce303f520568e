"""Starts the `server`, orders runs, and puts together what it tells."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kata.course.home import PROJECT, Home

BEGIN = "import sys; sys.path[0] = {path!r}; from kata.runner import server; sys.exit(server.main())"
"""Not `-m`, which would prefer a socket.py of the learner's to that of Python."""
LAST_WORDS = 30  # lines of a server that could not start


@dataclass(frozen=True)
class Test:
    """One test that is over. failure: {"kind", "summary", "text", and for a hang "autopsy"}, None if it passed.
    output: what was printed, shortened. skipped: whether the test says that it cannot run on this system. seconds:
    until its keeper had ended everything."""

    name: str
    failure: dict[str, Any] | None
    output: str
    skipped: bool = False
    seconds: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """An exercise that was run: its tests in their order. of: the fingerprint of what was judged, None without an
    answer. seconds: from the first test to the last."""

    label: str
    tests: tuple[Test, ...]
    of: str | None
    seconds: float

    @property
    def failed(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if test.failure)

    @property
    def kind(self) -> str:
        """ "passed", or the kind of the first failure; "wrong" where there is no test."""
        passed = "passed" if self.tests else "wrong"
        return next((test.failure["kind"] for test in self.tests if test.failure), passed)


@dataclass
class Client:
    """A server that was started. words: what it has printed so far, for the case that it ends."""

    process: subprocess.Popen[bytes]
    orders: int
    told: int
    words: IO[bytes]
    names: dict[str, list[str]] = field(default_factory=dict)
    number: int = 0
    heard: bytes = b""
    tests: dict[str, list[Test]] = field(default_factory=dict)


class Broken(Exception):
    """The server has ended: a test, a conftest or `kata` itself cannot be loaded. The text is what it said."""


def start(home: Home, *options: str) -> Client:
    """A server for the exercises of this home; it begins to load, and is ready some tenths of a second later.

    options: for its pytest.
    """
    theirs, orders = os.pipe()
    told, answers = os.pipe()
    words = tempfile.TemporaryFile(prefix="kata-words-")  # noqa: SIM115 - as long as the server lives
    settings = home.exercises.with_name("pyproject.toml")
    arguments = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:ipc-kata", str(home.exercises)]
    arguments += ["-c", str(settings)] if settings.is_file() else ["--rootdir", str(settings.parent)]
    if home.tree is not None:
        arguments += ["--answers", str(home.tree)]
    arguments += options
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN.format(path=str(PROJECT)), str(theirs), str(answers), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=words,
        pass_fds=(theirs, answers),
        start_new_session=True,  # Ctrl-C is for the one who started this
    )
    os.close(theirs)
    os.close(answers)
    return Client(process, orders, told, words)


def run(
    client: Client, labels: Iterable[str], tree: Path | None = None, only: Mapping[str, str] | None = None
) -> None:
    """Order a run of these exercises; what is still running from before is ended.

    tree: judge this one from now on. only: the one test to run, by the label of its exercise.
    """
    client.number += 1
    client.tests = {}
    order: dict[str, Any] = {"run": client.number, "labels": list(labels)}
    if tree is not None:
        order["tree"] = str(tree)
    if only:
        order["only"] = dict(only)
    with contextlib.suppress(BrokenPipeError):  # `hear` says why
        os.write(client.orders, json.dumps(order).encode() + b"\n")


def hear(client: Client) -> list[Verdict]:
    """The exercises that are over by now; waits until the server tells anything. Raises Broken where it has ended."""
    data = os.read(client.told, 1 << 16)
    if not data:
        raise Broken(_last_words(client))
    *lines, client.heard = (client.heard + data).split(b"\n")
    verdicts = []
    for line in lines:
        fact = json.loads(line)
        if "ready" in fact:
            client.names = fact["ready"]
        elif fact["run"] != client.number:
            continue  # of a run that was ended
        elif "over" in fact:
            label = fact["label"]
            tests = sorted(client.tests.pop(label, []), key=lambda test: client.names[label].index(test.name))
            verdicts.append(Verdict(label, tuple(tests), fact["over"], fact["seconds"]))
        else:
            test = Test(*(fact[key] for key in ("test", "failure", "output", "skipped", "seconds")))
            client.tests.setdefault(fact["label"], []).append(test)
    return verdicts


def _last_words(client: Client) -> str:
    client.process.wait()
    client.words.seek(0)
    lines = client.words.read().decode(errors="replace").strip().splitlines()
    return (
        "\n".join(lines[-LAST_WORDS:])
        or f"The process that runs the tests has ended ({client.process.returncode})."
    )


def end(client: Client) -> None:
    """End the server with everything below it, and wait for that."""
    os.close(client.orders)
    try:
        client.process.wait(timeout=3)
    except subprocess.TimeoutExpired:
        client.process.kill()
        client.process.wait()
    os.close(client.told)
    client.words.close()


def run_all(
    client: Client, labels: list[str], tree: Path | None = None, only: Mapping[str, str] | None = None
) -> list[Verdict]:
    """Run exercises and wait for all of them; their verdicts, in the order of the labels. tree, only: as in `run`."""
    run(client, labels, tree, only)
    found: dict[str, Verdict] = {}
    while len(found) < len(labels):
        for verdict in hear(client):
            found[verdict.label] = verdict
    return [found[label] for label in labels]
