"""Start the `server`, order runs, and hear the verdicts."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kata import records
from kata.course.exercises import exercises
from kata.course.home import PROJECT, Home
from kata.runner.facts import Order, Told, Verdict

BEGIN = "import sys; sys.path[0] = {path!r}; from kata.runner import server; sys.exit(server.main())"
"""The command of a server: without `-m`, which would prefer a learner's socket.py to that of Python."""
AT_MOST = 60.0
"""Seconds for a server to end: it may still load the tests. One that is killed leaves its folders behind."""
LAST_WORDS = 30  # lines of a server that could not start


@dataclass
class Client:
    """A server that was started. words: its output so far, for the case that it ends."""

    process: subprocess.Popen[bytes]
    orders: int
    told: int
    words: IO[bytes]
    number: int = 0
    heard: bytes = b""


class Broken(Exception):
    """The end of a server: a test, a conftest or `kata` itself cannot be loaded. The text is its output."""


def start(home: Home, *options: str, tests: Iterable[Path] = ()) -> Client:
    """Start a server for the exercises of this home; it is ready some tenths of a second later.

    options: for its pytest. tests: the files of the exercises to load, where not all are wanted: each takes time at the
    start, and memory that every test pays for when it forks.
    """
    theirs, orders = os.pipe()
    told, answers = os.pipe()
    words = tempfile.TemporaryFile(prefix="kata-words-")  # noqa: SIM115 - as long as the server lives
    settings = home.exercises.with_name("pyproject.toml")
    arguments = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:ipc-kata"]
    some = [str(file) for file in tests]
    arguments += some if 0 < len(some) < len(exercises(home.exercises)) else [str(home.exercises)]
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
        start_new_session=True,  # Ctrl-C is for the process that started this
    )
    os.close(theirs)
    os.close(answers)
    return Client(process, orders, told, words)


def run(
    client: Client,
    labels: Iterable[str],
    tree: Path | None = None,
    only: Mapping[str, str] | None = None,
    one_by_one: bool = False,
) -> None:
    """Order a run of these exercises; a run that is still under way is ended.

    tree: the answers tree to judge from now on. only: the one test to run, by the label of its exercise. one_by_one:
    whether no test runs beside another.
    """
    client.number += 1
    path = None if tree is None else str(tree)
    order = Order(client.number, tuple(labels), path, dict(only or {}), one_by_one)
    with contextlib.suppress(BrokenPipeError):  # `hear` says why
        os.write(client.orders, json.dumps(records.plain(order)).encode() + b"\n")


def hear(client: Client) -> list[Verdict]:
    """Wait until the server tells something; return the verdicts so far. Raises Broken if it has ended."""
    data = os.read(client.told, 1 << 16)
    if not data:
        raise Broken(_last_words(client))
    *lines, client.heard = (client.heard + data).split(b"\n")
    told = [records.read(Told, json.loads(line)) for line in lines]
    of_this_run = [each for each in told if each.number == client.number]  # not of a run that was ended
    return [each.verdict for each in of_this_run]


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
        client.process.wait(AT_MOST)
    except subprocess.TimeoutExpired:
        client.process.kill()
        client.process.wait()
    os.close(client.told)
    client.words.close()


def run_all(
    client: Client,
    labels: list[str],
    tree: Path | None = None,
    only: Mapping[str, str] | None = None,
    one_by_one: bool = False,
) -> list[Verdict]:
    """Run exercises and wait for all of them; their verdicts, in the order of the labels. The rest is as in `run`."""
    run(client, labels, tree, only, one_by_one)
    found: dict[str, Verdict] = {}
    while len(found) < len(labels):
        for verdict in hear(client):
            found[verdict.label] = verdict
    return [found[label] for label in labels]
