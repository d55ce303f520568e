"""`kata grade`: read the options, show the progress, and write the files."""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import importlib.util
import io
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from kata.course.exercises import Exercise, exercises
from kata.course.home import PROJECT, Problem
from kata.course.typed_names import several
from kata.files import write_whole
from kata.grade import batch, check, formats, gradebook, html, judge
from kata.grade.facts import Result
from kata.grade.submissions import Submission, find
from kata.sandbox import walls

SHOWN = 40  # rows of the table on the screen


def main(options: argparse.Namespace) -> int:
    """Grade; return 0 if every submission was judged, 1 if the machine has failed at one, 130 after Ctrl-C.

    With --check, grade nothing, and return what `check` says.
    """
    console = Console(no_color=options.plain or None, highlight=False)
    path = chosen(options.chapters)
    if options.check:
        return check.main(path)
    worth = gradebook.points(path, options.points)
    if options.dask is None:  # the workers of a cluster check their own
        check_walls(options.unsafe)
    plan = judge.Plan(tuple(each.label for each in path), options.limit, options.unsafe)
    submissions = _submissions(options)
    began = time.monotonic()
    try:
        done, is_stopped = _grade_all(options, plan, submissions, worth, console)
    finally:
        judge.end_servers()
    _tell(console, done, sum(worth.values()), time.monotonic() - began)
    if options.out is not None:
        write_files(options.out, worth, plan, options.format)
        console.print(f"{options.out / 'report.html'}, {options.out / 'gradebook.csv'}", soft_wrap=True)
    if is_stopped:
        missing = len(submissions) - len(done)
        again = (
            "the same command goes on" if options.out else "with --out, these results would have been kept"
        )
        console.print(f"Stopped: {missing} of {len(submissions)} submissions are not graded; {again}.")
        return 128 + signal.SIGINT
    return int(any(row.status == "infra_error" for row in done))


def _submissions(options: argparse.Namespace) -> list[Submission]:
    """The submissions to grade. Raises Problem if the options cannot be met."""
    submissions = find(options.submissions, chosen(None))
    strangers = sorted(set(options.again) - {each.name for each in submissions})
    if strangers:
        raise Problem(f"--again: there is no submission {strangers[0]}.")
    if options.format and options.out is None:
        raise Problem("--format writes files: say where with --out.")
    return submissions


def chosen(names: str | None) -> list[Exercise]:
    """The exercises to grade, in the order of the path. names: of chapters and exercises, None for all."""
    path = exercises(PROJECT / "exercises")
    if names is None:
        return path
    labels = {each.label for name in names.split(",") for each in several(path, name)}
    return [each for each in path if each.label in labels]


def check_walls(unsafe: bool) -> None:
    """Raise Problem if this machine has no sandbox, and the options do not allow to go without."""
    if walls.kind() is None and not unsafe:
        raise Problem(
            f"No sandbox can be had here: {walls.reason_against()}; {walls.reason_against_landlock()}. What"
            " learners wrote would run with all your rights; if you trust every one of them, say --unsafe."
        )


@dataclass(frozen=True)
class Row:
    """A line of the table on the screen: all that is kept of a result until the end. note: as `unheard` has it."""

    name: str
    status: str
    score: float
    flags: str
    note: str = ""


def _grade_all(
    options: argparse.Namespace,
    plan: judge.Plan,
    submissions: list[Submission],
    worth: gradebook.Points,
    console: Console,
) -> tuple[list[Row], bool]:
    """Grade all; return the rows, sorted by name, and whether Ctrl-C has ended it."""
    done: list[Row] = []
    folder = options.out / "results" if options.out is not None else None
    jobs = options.jobs or batch.cores()
    is_stopped = False
    with executor(options.dask, jobs) as (pool, at_once), _progress(console, len(submissions)) as tell:
        try:
            for result in batch.results_of(submissions, plan, folder, pool, at_once, set(options.again)):
                score = gradebook.score(result, worth)
                done.append(Row(result.id, result.status, score, gradebook.flags(result), unheard(result)))
                tell(result)
        except KeyboardInterrupt:
            is_stopped = True
            pool.shutdown(wait=False, cancel_futures=True)
            judge.end_servers()
    return sorted(done, key=lambda row: row.name), is_stopped


def unheard(result: Result) -> str:
    """The sentence for answers that were judged by their values alone; empty if they were not."""
    return f"Answers were judged by their values alone: {result.unheard}." if result.unheard else ""


@contextlib.contextmanager
def executor(address: str | None, jobs: int) -> Iterator[tuple[concurrent.futures.Executor, int]]:
    """The executor that judges submissions, and how many it gets at once."""
    if address is None:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            yield pool, jobs
        return
    if importlib.util.find_spec("distributed") is None:
        raise Problem('--dask needs dask.distributed: pip install "ipc-kata[cluster]".')
    import distributed

    try:
        client = distributed.Client(address)
    except (OSError, ValueError) as error:
        raise Problem(f"There is no dask scheduler at {address}: {error}.") from None
    with client:
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False, retries=batch.TRIES), max(threads, 1)


@contextlib.contextmanager
def _progress(console: Console, count: int) -> Iterator[Callable[[Result], None]]:
    """Show on a terminal the progress and the time left; elsewhere a line for each submission."""

    def line(result: Result) -> str:
        solved = sum(each.state == "passed" for each in result.exercises)
        word = "" if result.status == "graded" else f", {result.status}"
        return f"{result.id}: {solved} of {len(result.exercises)} solved{word}"

    if not console.is_terminal or console.no_color:
        yield lambda result: console.print(line(result), markup=False, soft_wrap=True)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, TextColumn("{task.description}", markup=False), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=count)
        yield lambda result: bar.update(task, advance=1, description=line(result))


def _tell(console: Console, done: list[Row], most: float, seconds: float) -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("student", "status", "score", "flags"):
        table.add_column(name, justify="right" if name == "score" else "left", overflow="fold")
    for row in done[:SHOWN]:
        score = f"{gradebook.shown(row.score)} / {gradebook.shown(most)}"
        table.add_row(*map(escape, (row.name, row.status, score, row.flags)))
    if done:
        console.print(table)
    if len(done) > SHOWN:
        console.print(f"… and {len(done) - SHOWN} more.")
    count = Counter(row.status for row in done)
    words = ", ".join(f"{number} {status}" for status, number in count.most_common())
    console.print(f"{len(done)} submissions in {seconds:.1f} s: {words or 'none'}.")
    for note in sorted({row.note for row in done} - {""}):
        console.print(note, markup=False, soft_wrap=True)


def write_files(out: Path, worth: gradebook.Points, plan: judge.Plan, wanted: Iterable[str]) -> None:
    """Write the table, the page and the wanted forms, for all results in the folder that belong to this plan."""
    version = judge.key(plan)
    folder = out / "results"
    names = sorted(file.stem for file in folder.glob("*.json"))

    def every() -> Iterator[Result]:
        known = (batch.known_result(folder, name) for name in names)
        return (result for result in known if result is not None and result.key == version)

    text = io.StringIO(newline="")
    gradebook.write(text, every(), worth)
    write_whole(out / "gradebook.csv", text.getvalue().encode())
    part = out / ".report.html.part"
    told = [(result.sandbox, unheard(result)) for result in every()]
    walls = Counter(sandbox for sandbox, _ in told)
    sandboxes = " and ".join(sorted(set(walls) - {""})) or "not needed"
    words = f"{walls.total()} submissions, {len(plan.labels)} exercises, sandbox: {sandboxes}."
    words += "".join(f" {note}" for note in sorted({note for _, note in told} - {""}))
    with open(part, "w", encoding="utf-8") as file:
        html.write(file, every, worth, words)
    part.replace(out / "report.html")
    for name in wanted:
        formats.write(out / name, name, every(), worth)
