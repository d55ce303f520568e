"""From the verdict over a test to the report that pytest shows: one text, one summary, plain facts beside it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

from kata.agent import notes
from kata.autopsy import source
from kata.autopsy.actors import ending, listed, roles
from kata.autopsy.text import place
from kata.course.exercises import label_of
from kata.sandbox import pairs, untrusted

LONGEST = 40  # lines of captured output that a report shows
WIDEST = 400  # characters of one of them


class Words(TerminalRepr):
    """A failure as pytest wants it: shown on the terminal by `toterminal`, summed up by `reprcrash`."""

    def __init__(self, text: str, summary: str, file: str) -> None:
        self.text = text
        self.reprcrash = ReprFileLocation(file, 0, summary)

    def toterminal(self, tw: TerminalWriter) -> None:
        lines = self.text.splitlines()
        for number, line in enumerate(lines):
            tw.line(line, red=number == 0 or blames(line), bold=number == 0 or number == len(lines) - 1)


def blames(line: str) -> bool:
    """Whether a line of an autopsy names who keeps it from ending."""
    return "keeps it open" in line or "does not read" in line


def read_end(folder: Path) -> dict[str, Any]:
    """What the keeper has written; {"end": "lost"} if it could not."""
    try:
        return json.loads((folder / "verdict.json").read_text())  # type: ignore[no-any-return]
    except (OSError, ValueError):
        return {"end": "lost", "status": None, "left": []}


def judge(
    report: pytest.TestReport | None, folder: Path, answer: Path, by_test: Callable[[str], bool]
) -> dict[str, Any] | None:
    """The failure of a test as {"kind", "summary", "text", "autopsy"}, None if there is none.

    report: what the test said of itself, if it came to an end. An escaped child comes before everything that
    it may have caused; what was left behind comes last. What cannot be judged has failed.
    """
    try:
        return _failure(report, folder, answer, by_test)
    except Exception as error:
        return beyond_judgement(error)


def beyond_judgement(error: Exception) -> dict[str, Any]:
    """The failure of a test of which nothing can be said: what it has left behind is not what a test leaves."""
    text = "What came of this test cannot be read: did the answer write into files that are not its own,"
    text += f" or is something in it endless? ({type(error).__name__})"
    return {"kind": "wrong", "summary": text, "text": text}


def _failure(
    report: pytest.TestReport | None, folder: Path, answer: Path, by_test: Callable[[str], bool]
) -> dict[str, Any] | None:
    end = read_end(folder)
    written = notes.read(folder / "notes")
    inside = folder / untrusted.FOLDER
    is_apart = inside.is_dir()
    if is_apart:
        written += [note for note in pairs.inner_notes(inside, written) if note["kind"] != "socket file"]
    failure = next((note["failure"] for note in written if note["kind"] == "failure"), None)
    own = getattr(report, "kata", None) or failure
    escapes = [note for note in written if note["kind"] == "escape"]
    if escapes:
        return _escaped(escapes[0], written)
    if own:
        return own  # type: ignore[no-any-return]
    if report is not None and report.failed:
        return {
            "kind": "wrong",
            "summary": str(report.longrepr).strip().splitlines()[-1],
            "text": str(report.longrepr),
        }
    if end["end"] in ("deadlock", "timeout"):
        return _hung(end, answer)
    if end["end"] == "crowd":
        text = f"The test had {end['processes']} processes after {end['seconds']:.1f} s: does a child fork in a loop?"
        return {"kind": "wrong", "summary": text, "text": text}
    if end["end"] == "room":
        text = f"The test had written too much after {end['seconds']:.1f} s."
        return {"kind": "wrong", "summary": text, "text": text}
    if end["end"] == "memory":
        text = (
            f"The {end['processes']} processes of the test had too much memory after {end['seconds']:.1f} s."
        )
        return {"kind": "wrong", "summary": text, "text": text}
    if end["status"] != 0 or report is None:
        return _ended(end, is_apart)
    left = [note for note in written if note["kind"] == "left"] + end["left"]
    left += [
        {"what": "socket file", "path": note["path"]}
        for note in written
        if note["kind"] == "socket file" and Path(note["path"]).is_socket()
    ]
    return _left_behind(left, end["test"], written, by_test) if left else None


def _hung(end: dict[str, Any], answer: Path) -> dict[str, Any]:
    autopsy = end.get("autopsy")
    proved = end["end"] == "deadlock"
    if autopsy is None:
        text = f"STILL RUNNING after {end['seconds']:.1f} s, which is the limit of this test."
        if proved:
            text = f"HANG after {end['seconds']:.2f} s: nothing can wake a process of this test."
        if "unexplained" in end:
            text += f" It could not be explained, which is a fault of these exercises ({end['unexplained']})."
        kind = "unknown" if proved else "timeout"
        return {
            "kind": kind,
            "summary": text,
            "text": text,
            "at": end["at"],
            "starved": end.get("starved", False),
        }
    kind = autopsy["cause"] if proved or autopsy["cause"] != "unknown" else "timeout"
    summary = f"{'HANG' if proved else 'STILL RUNNING'} ({kind}): {autopsy['summary']}"
    told = {"kind": kind, "summary": summary, "text": end["text"], "autopsy": autopsy, "at": end["at"]}
    return {**told, "picture": end["picture"], "starved": end.get("starved", False)}


def _ended(end: dict[str, Any], is_apart: bool) -> dict[str, Any]:
    status = end["status"]
    if status is None and is_apart:  # out of its walls, no answer reaches the one that watches
        text = "The process that watches this test was ended: is there not enough memory?"
        return {"kind": "machine", "summary": text, "text": text}
    if status is None:
        text = "The test was ended together with the process that watches it: did the answer kill its parent?"
    elif status & 0x7F:
        text = f"The process of the test was {ending(status)} before the test was over."
        if status & 0x7F == signal.SIGKILL:
            text += " Did the answer send a signal to its own process or group?"
    else:
        text = f"The process of the test exited with {ending(status)} before the test was over."
        text += " Was os._exit called, and not in a child?"
    return {"kind": "wrong", "summary": text, "text": text}


def _escaped(escape: dict[str, Any], written: list[notes.Note]) -> dict[str, Any]:
    fork = next((n for n in written if n["kind"] == "fork" and n["pid"] == escape["pid"]), None)
    forked = ""
    lines = []
    if fork and fork["file"]:
        forked = f" forked in `{fork['function']}` (line {fork['line']})"
        lines.append(_source_line(fork["file"], fork["line"]))
    if escape["error"]:
        came = f"left `{escape['where']}` by {escape['error']}"
        if escape["place"]:
            lines.append(_source_line(*escape["place"]))
    else:
        came = f"returned from `{escape['where']}`"
    summary = f"ESCAPED CHILD: one{forked} {came} into the code that called it, as a second copy of the test;"
    summary += " it was stopped there."
    end = "A child ends itself: os._exit(status)."
    if escape["error"]:
        end = "Mend the error first. A child ends itself in any case: os._exit(status), in a `finally` if need be."
    text = "\n".join([summary, "", *lines, "", end])
    return {"kind": "escaped-child", "summary": summary, "text": text}


def _left_behind(
    left: list[dict[str, Any]], test: int, written: list[notes.Note], by_test: Callable[[str], bool]
) -> dict[str, Any]:
    forks = {note["pid"]: note for note in written if note["kind"] == "fork"}
    who = roles(test, [], written, by_test)
    words: list[str] = []
    lines: list[str] = []
    for each in {
        (e["what"], e.get("child"), e.get("fd"), e.get("path"), e.get("name")): e for e in left
    }.values():
        if each["what"] == "descriptor":
            words.append(_descriptor(each, lines))
        elif each["what"] == "thread":
            words.append(_thread(each, lines))
        elif each["what"] == "socket file":
            words.append(f"the socket file {each['path']}")
        else:
            role = who.get(each["child"], "child")
            is_a = "a zombie, for nobody waited for it" if each["what"] == "zombie" else "still alive"
            words.append(f"{role} {each['child']} is {is_a}")
            if (fork := forks.get(each["child"])) and fork["file"]:
                lines.append(_source_line(fork["file"], fork["line"]))
    summary = f"LEFT BEHIND when the test was over: {listed(words)}."
    text = "\n".join([summary, *([""] if lines else []), *lines])
    return {"kind": "left-behind", "summary": summary, "text": text}


def _thread(left: dict[str, Any], lines: list[str]) -> str:
    if left["place"]:
        lines.append(_source_line(*left["place"]))
    return f"thread `{left['name']}` is still there" if left["name"] else "a thread is still there"


def _descriptor(left: dict[str, Any], lines: list[str]) -> str:
    name = None
    if left["origin"]:
        file, line, index = left["origin"]
        name = source.target(file, line, index)
        lines.append(_source_line(file, line))
    return f"{left['is_a']}, " + (f"`{name}` (fd {left['fd']})" if name else f"fd {left['fd']}")


def _source_line(file: str, line: int) -> str:
    return f"  {place(file, line)}   {source.line_of(file, line)}"


def shortened(text: str) -> str:
    """Captured output, its middle left out where it is longer than anyone reads."""
    lines = [line if len(line) <= WIDEST else line[:WIDEST] + " …" for line in text.splitlines()]
    if len(lines) <= LONGEST:
        return "\n".join(lines)
    half = LONGEST // 2
    return "\n".join([*lines[:half], f"… {len(lines) - 2 * half} lines left out …", *lines[-half:]])


def one_line_each(reports: list[Any]) -> list[str]:
    """What is not shown in full: the other failed tests of the first exercise, then each other exercise."""
    by_exercise: dict[str, list[Any]] = {}
    for each in reports:
        by_exercise.setdefault(label_of(each.nodeid) or "", []).append(each)
    first, *others = by_exercise.items()
    lines = [f"also   {each.nodeid.rpartition('::')[2]} - {each.kata['summary']}" for each in first[1][1:]]
    return lines + [f"FAILED {label} ({len(tests)}) - {tests[0].kata['summary']}" for label, tests in others]
