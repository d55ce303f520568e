"""The command `kata`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status, 2 for a usage error."""
    parser = argparse.ArgumentParser(
        prog="kata", description="Exercises in how Unix processes talk, and why they hang."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_why(commands)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def _add_why(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    why = commands.add_parser(
        "why",
        usage="kata why [-h] [--timeout SECONDS] [--json FILE] [--svg FILE] [--html FILE] PROGRAM [ARG ...]\n"
        "       kata why [-h] [--json FILE] [--svg FILE] [--html FILE] --pid PID",
        help="run a program; if it hangs, say why, with proof",
        description="Run PROGRAM. If it ends, so does this, with its exit status and no other word. If it hangs,"
        " say who waits for what and who keeps it from ending, end it, and exit with status 124.",
    )
    why.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="end what takes longer, proved or not"
    )
    why.add_argument("--json", metavar="FILE", help="write the facts there as well; - is the standard output")
    why.add_argument("--svg", metavar="FILE", help="draw the processes and what is between them")
    why.add_argument("--html", metavar="FILE", help="the same as a page")
    why.add_argument(
        "--pid", type=int, help="look at a process that is running, and at all below it; touch nothing"
    )
    why.add_argument("program", metavar="PROGRAM", nargs="?", help="a path that ends in .py, or any command")
    why.add_argument("arguments", metavar="ARG", nargs=argparse.REMAINDER, help="what the program is given")
    why.set_defaults(run=lambda options: _why(why, options))


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
            parser.error("--pid looks at what runs already: it takes neither a program nor a limit")
        return why.look(options.pid, files)
    if options.program is None:
        parser.error("name the program to run, or a process to look at with --pid")
    return why.run(options.program, options.arguments, options.timeout, files)


if __name__ == "__main__":
    sys.exit(main())
