"""The command `kata`: its commands, their options, and the values that these take."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

NAMES = "an exercise: another_one, 03, 01_pipe/03 or a path; without it, the exercise at hand"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status, 2 for a usage error."""
    parser = argparse.ArgumentParser(
        prog="kata",
        description="Exercises in how Unix processes talk, and why they hang. Without a command: save, see, go on.",
    )
    _add_plain(parser)
    parser.set_defaults(run=lambda options: _learn().learn(options.plain))
    commands = parser.add_subparsers(metavar="COMMAND")
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] != [
        "why"
    ]:  # a program that waits to be started is not to wait for all the other options as well
        _add_learning(commands)
    _add_why(commands)
    if words[:1] != ["why"]:
        _add_grade(commands)
    options = parser.parse_args(words)
    try:
        status: int = options.run(options)
        return status
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 128 + signal.SIGPIPE
    except PermissionError as error:
        print(f"kata: {error.filename} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    except Exception as error:
        from kata.course.home import Problem

        if not isinstance(error, Problem):
            raise
        print(f"kata: {error}", file=sys.stderr)
        return 2


def _learn() -> ModuleType:
    """The commands for learners, imported only when needed; without their libraries, say so and exit."""
    try:
        from kata.learn import commands
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("kata"):
            raise
        print(f"kata: {error.name} is missing: run `make learn` or `pip install -e .` once.", file=sys.stderr)
        sys.exit(2)
    return commands


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain",
        action="store_true",
        default=argparse.SUPPRESS if parser.prog != "kata" else False,
        help="no colours and no screen: only new lines are printed, for screen readers and logs",
    )


def _add_learning(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    def add(
        name: str, words: str, run: Callable[[argparse.Namespace], int], named: str = ""
    ) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        if named:
            parser.add_argument("name", metavar="NAME", nargs=None if named == "must" else "?", help=NAMES)
        _add_plain(parser)
        parser.set_defaults(run=run)
        return parser

    add("list", "show the path and the exercises that are solved", lambda o: _learn().list_path(o.plain))
    add("run", "run an exercise or a chapter once", lambda o: _learn().run(o.name, o.plain), "may")
    add("hint", "give one more hint", lambda o: _learn().hint(o.name, o.plain), "may")
    shown = add(
        "solution", "compare with the solution", lambda o: _learn().solution(o.name, o.spoil, o.plain), "may"
    )
    shown.add_argument("--spoil", action="store_true", help="even before it is solved")
    again = add(
        "reset", "put the stub back; your version is kept", lambda o: _learn().reset(o.name, o.yes), "must"
    )
    again.add_argument("--yes", action="store_true", help="do not ask")
    add("restore", "bring back the version that was kept last", lambda o: _learn().restore(o.name), "must")
    mine = add("init", "make a folder of your own, with the stubs", lambda o: _learn().begin(o.folder))
    mine.add_argument("folder", metavar="DIR")


def _add_why(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    why = commands.add_parser(
        "why",
        usage="kata why [-h] [--timeout SECONDS] [--end] [--stuck] [--json FILE] [--svg FILE] [--html FILE]"
        " PROGRAM [ARG ...]\n"
        "       kata why [-h] [--json FILE] [--svg FILE] [--html FILE] --pid PID",
        help="run a program; if it hangs, say why, with proof",
        description="Run PROGRAM. If it ends, this ends with its exit status and says nothing. If it hangs, say who"
        " waits for what and what keeps it from going on, end it, and exit with status 124; at a terminal, you end it."
        " While it runs, Ctrl-\\ says how things stand.",
    )
    why.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="end the program after this time, proved or not"
    )
    why.add_argument(
        "--end", action="store_true", help="end a program that hangs, even at a terminal, where you could"
    )
    why.add_argument(
        "--stuck",
        action="store_true",
        help="end a program in which nothing but pollers runs: it probably hangs",
    )
    why.add_argument(
        "--json", metavar="FILE", help="write the facts to this file as well; - is the standard output"
    )
    why.add_argument("--svg", metavar="FILE", help="draw the processes and what connects them")
    why.add_argument("--html", metavar="FILE", help="write the text and the drawing as a page")
    why.add_argument(
        "--pid", type=int, help="look at a running process and all below it, without touching them"
    )
    why.add_argument("program", metavar="PROGRAM", nargs="?", help="a path that ends in .py, or any command")
    why.add_argument(
        "arguments", metavar="ARG", nargs=argparse.REMAINDER, help="the arguments of the program"
    )
    why.set_defaults(run=lambda options: _why(why, options))


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grade = commands.add_parser(
        "grade",
        help="grade many submissions, each answer in a sandbox",
        description="Grade submissions: folders shaped like exercises/, folders that hold one, zip or tar archives of"
        " either, or a folder of all these. Each answer runs in a sandbox. Ctrl-C keeps all results so far; a second"
        " call grades only submissions that are new or have changed.",
    )
    from pathlib import Path

    add = grade.add_argument
    add(
        "submissions",
        metavar="SUBMISSION",
        nargs="*",
        type=Path,
        help="a folder, an archive, or a folder of them",
    )
    add("--check", action="store_true", help="only say what this machine has and lacks for grading")
    add(
        "--out",
        metavar="DIR",
        type=Path,
        help="for gradebook.csv, report.html and results/ with a file for each submission",
    )
    add(
        "--jobs", metavar="N", type=_count, help="submissions at once; by default, as many as there are cores"
    )
    add(
        "--chapters",
        metavar="NAMES",
        help="only these chapters or exercises, separated by commas: 01_pipe,02_socketpair/03",
    )
    add(
        "--points",
        metavar="FILE",
        type=Path,
        help='TOML: "01_pipe" = 2 for each exercise there; the default is 1',
    )
    add("--limit", metavar="SECONDS", type=_seconds, help="for each test; the default is 5")
    add("--again", metavar="NAME", action="append", default=[], help="grade this one again; may be repeated")
    add(
        "--format",
        choices=("gradescope", "classroom", "exercism", "junit"),
        action="append",
        default=[],
        help="also write the results in this form, to a folder of this name; may be repeated",
    )
    add(
        "--dask",
        metavar="ADDRESS",
        help="let a dask.distributed cluster do the work; needs ipc-kata[cluster]",
    )
    add(
        "--unsafe",
        action="store_true",
        help="grade without a sandbox where none can be had; each result says so",
    )
    _add_plain(grade)
    grade.set_defaults(run=lambda options: _grade(grade, options))


def _grade(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if not options.submissions and not options.check:
        parser.error("name the submissions to grade, or ask with --check what this machine has for it")
    _learn()  # exits with a sentence if a library is missing
    from kata.grade import command

    return command.main(options)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number greater than 0")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds greater than 0")
    return seconds


def _why(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from kata import why

    files = {name: getattr(options, name) for name in why.FORMATS if getattr(options, name) is not None}
    if options.pid is not None:
        if options.program is not None or options.timeout is not None:
            parser.error("--pid looks at a running process: it takes neither a program nor a limit")
        if problem := why.unwritable(files):
            print(f"kata why: {problem}", file=sys.stderr)
            return 1
        from kata import why_output

        return why_output.look(options.pid, files)
    if options.program is None:
        parser.error("name the program to run, or a process to look at with --pid")
    return why.run(options.program, options.arguments, options.timeout, files, options.end, options.stuck)


if __name__ == "__main__":
    sys.exit(main())
