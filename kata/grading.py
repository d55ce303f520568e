"""`kata grade`: what is asked for, how far it is, and the files that come of it."""

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
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from kata import formats, grade, gradebook, report_page, sandbox
from kata.answers import Exercise, exercises
from kata.home import PROJECT, Problem, several
from kata.progress import write_whole
from kata.submission import Submission, find

SHOWN = 40  # rows of the table on the screen

Result = dict[str, Any]


def main(options: argparse.Namespace) -> int:
    """Grade; 0 when every submission has been judged, 1 when the machine has failed one, 130 after Ctrl-C."""
    console = Console(no_color=options.plain or None, highlight=False)
    path = chosen(options.chapters)
    worth = gradebook.points(path, options.points)
    plan = grade.Plan(tuple(each.label for each in path), walls(options.unsafe), options.limit)
    submissions = find(options.submissions, path)
    strangers = sorted(set(options.again) - {each.name for each in submissions})
    if strangers:
        raise Problem(f"--again: there is no submission {strangers[0]}.")
    if options.format and options.out is None:
        raise Problem("--format writes files: say where with --out.")
    jobs = options.jobs or grade.cores()
    began = time.monotonic()
    try:
        done, stopped = _grade_all(options, plan, submissions, jobs, console)
    finally:
        grade.end_servers()
    _tell(console, done, worth, time.monotonic() - began)
    if options.out is not None:
        write_files(options.out, list(done), worth, plan, options.format)
        console.print(f"{options.out / 'report.html'}, {options.out / 'gradebook.csv'}", soft_wrap=True)
    if stopped:
        left = len(submissions) - len(done)
        again = "the same command goes on" if options.out else "with --out, what is done would have been kept"
        console.print(f"Stopped: {left} of {len(submissions)} submissions are not graded; {again}.")
        return 128 + signal.SIGINT
    return int(any(facts["status"] == "infra_error" for facts in done.values()))


def chosen(names: str | None) -> list[Exercise]:
    """The exercises that are graded: all, or those of some chapters, in the order of the path."""
    path = exercises(PROJECT / "exercises")
    if names is None:
        return path
    labels = {each.label for name in names.split(",") for each in several(path, name)}
    return [each for each in path if each.label in labels]


def walls(unsafe: bool) -> str:
    """What the answers run in; Problem where that is nothing, and nobody has said that it may be."""
    reason = sandbox.reason_against()
    if reason is None:
        return "bwrap"
    if unsafe:
        return "none"
    raise Problem(
        f"No sandbox can be had here: {reason}. What learners wrote would run with all your rights;"
        " if you trust every one of them, say --unsafe."
    )


def _grade_all(
    options: argparse.Namespace, plan: grade.Plan, submissions: list[Submission], jobs: int, console: Console
) -> tuple[dict[str, Result], bool]:
    """What is done, by name and without the texts where these are in a file; whether Ctrl-C has ended it."""
    done: dict[str, Result] = {}
    folder = options.out / "results" if options.out is not None else None
    names = set(options.again)
    with executor(options.dask, jobs) as (pool, at_once), _progress(console, len(submissions)) as tell:
        try:
            for result in grade.results_of(submissions, plan, folder, pool, at_once, names):
                done[result["id"]] = result if folder is None else grade.without_texts(result)
                tell(result)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            grade.end_servers()
            return dict(sorted(done.items())), True
    return dict(sorted(done.items())), False


@contextlib.contextmanager
def executor(address: str | None, jobs: int) -> Iterator[tuple[concurrent.futures.Executor, int]]:
    """Where submissions are judged, and how many are sent there at once."""
    if address is None:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            yield pool, jobs + grade.NEXT
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
        yield client.get_executor(pure=False, retries=grade.TRIES), max(threads, 1) + grade.NEXT


@contextlib.contextmanager
def _progress(console: Console, count: int) -> Iterator[Callable[[Result], None]]:
    """Shows how far it is and how long it will take on a terminal; elsewhere a line for each submission."""

    def line(result: Result) -> str:
        solved = sum(each["state"] == "passed" for each in result["exercises"])
        word = "" if result["status"] == "graded" else f", {result['status']}"
        return f"{result['id']}: {solved} of {len(result['exercises'])} solved{word}"

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


def _tell(console: Console, done: dict[str, Result], worth: gradebook.Points, seconds: float) -> None:
    most = gradebook.shown(sum(worth.values()))
    table = Table(box=None, pad_edge=False)
    for name in ("student", "status", "score", "flags"):
        table.add_column(name, justify="right" if name == "score" else "left", overflow="fold")
    for result in list(done.values())[:SHOWN]:
        got = gradebook.shown(gradebook.score(result, worth))
        table.add_row(result["id"], result["status"], f"{got} / {most}", gradebook.flags(result))
    if done:
        console.print(table, markup=False)
    if len(done) > SHOWN:
        console.print(f"… and {len(done) - SHOWN} more.")
    count = Counter(result["status"] for result in done.values())
    words = ", ".join(f"{number} {status}" for status, number in count.most_common())
    console.print(f"{len(done)} submissions in {seconds:.1f} s: {words or 'none'}.")


def write_files(
    out: Path, names: Iterable[str], worth: gradebook.Points, plan: grade.Plan, wanted: Iterable[str]
) -> None:
    """The table, the page, and each form that is asked for, from the files of the results."""
    names = list(names)

    def results() -> Iterator[Result]:
        for name in names:
            if (result := grade.known_result(out / "results", name)) is not None:
                yield result

    text = io.StringIO(newline="")
    gradebook.write(text, results(), worth)
    write_whole(out / "gradebook.csv", text.getvalue().encode())
    part = out / ".report.html.part"
    words = f"{len(names)} submissions, {len(plan.labels)} exercises, sandbox: {plan.sandbox}."
    with open(part, "w", encoding="utf-8") as file:
        report_page.write(file, results, worth, words)
    part.replace(out / "report.html")
    for name in wanted:
        formats.write(out / name, name, results(), worth)
