"""Find the verdict over a test: from its end, its report and its notes to its failure in words."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kata import records
from kata.agent import closings, names, notes, settings
from kata.agent.notes import Note
from kata.autopsy import actors, source
from kata.autopsy.actors import Roles, ending, listed, roles
from kata.runner import altering, escapes, evidence
from kata.runner.escapes import source_line
from kata.runner.facts import Ending, Failure, Kind, Said
from kata.runner.sleeps import sleepless
from kata.sandbox import pairs, untrusted

CROWDED = 50  # processes of a test whose time is up; no exercise makes as many
LEFT = {
    "zombie": "a zombie, for nobody waited for it",
    "process": "still alive, for nobody waited for it",
    "stopped": "stopped (SIGCONT lets it go on), and nobody waited for it",
    "orphan": "still alive, an orphan: its parent has ended before it",
    "stopped orphan": "stopped (SIGCONT lets it go on), and an orphan: its parent has ended before it",
}
SETTINGS = {
    "alarm": "an alarm that {} has set and not called off: it rings later, whatever runs then",
    "limit of sockets": "a time limit that {} has set for every new socket (socket.setdefaulttimeout)",
    "working directory": "another working directory, to which {} has changed",
    "mask of files": "another mask for the rights of new files, which {} has set (os.umask)",
    "wake-up descriptor": "the wake-up descriptor, which {} has set and not taken back (signal.set_wakeup_fd)",
    settings.MASK: "other blocked signals than before: {} has changed the mask (signal.pthread_sigmask)",
}


def ending_in(folder: Path) -> Ending:
    """The ending that the keeper has written down in the folder of a run."""
    try:
        facts = json.loads((folder / "verdict.json").read_text())
    except (OSError, ValueError):
        return Ending("lost")
    return records.read(Ending, facts)


def beyond_judgement(error: Exception) -> Failure:
    """The failure of a test whose files no test could have written."""
    text = "The result of this test cannot be read. Did the answer write to files that are not its own,"
    text += f" or nest data without an end? ({type(error).__name__})"
    return Failure("wrong", text, text)


def judge(said: Said | None, folder: Path, by_test: Callable[[str], bool], base: str = "") -> Failure | None:
    """The failure of a test, None if there is none. Raises any Exception where a run left no data that makes sense.

    said: by the test, if it came to its end. folder: of its run. base: as in `text.place`. An escaped child comes
    before everything but what it follows from itself; what was left behind comes last.
    """
    source.forget()
    end = ending_in(folder)
    written = notes.read(folder / "notes")
    inside = folder / untrusted.FOLDER
    is_apart = inside.is_dir()
    if is_apart:
        written += pairs.inner_notes(inside, written)
    escape = next((note for note in written if note["kind"] == "escape"), None)
    own = _own(said, written)
    if escape:
        return escapes.told(escape, own, written, base)
    if own:
        return escapes.and_ways_out(own, written)
    if failure := _and_altered(_sleepless(_stopped(end), folder), folder):
        return failure
    if end.status != 0 or said is None:
        return _ended(end.status, is_apart)
    leftovers = _leftovers(end, written)
    who = roles(end.test, [], actors.forks(written), by_test)
    return _left_behind(leftovers, who, written, base) if leftovers else None


def _own(said: Said | None, written: list[Note]) -> Failure | None:
    """The failure that the test itself has found, even if it then did not come to its end."""
    if said is not None and said.failure is not None:
        return said.failure
    noted = next((note["failure"] for note in written if note["kind"] == "failure"), None)
    if noted is not None:
        return records.read(Failure, noted)
    if said is not None and said.outcome == "failed":
        return Failure("wrong", said.text.strip().splitlines()[-1], said.text)
    return None


def _stopped(end: Ending) -> Failure | None:
    """The failure of a test that the keeper has ended."""
    crowd = f"The test had {end.processes} processes after {end.seconds:.1f} s: does a child fork in a loop?"
    if end.how == "timeout" and (end.processes or 0) > CROWDED:  # forks are slow where many wait for a core
        return Failure("wrong", crowd, crowd)
    if end.how in ("deadlock", "timeout"):
        return _hung(end)
    excess = {
        "crowd": crowd,
        "room": f"The test had written too much after {end.seconds:.1f} s.",
        "memory": f"The {end.processes} processes of the test had too much memory after {end.seconds:.1f} s.",
    }
    text = excess.get(end.how)
    return Failure("wrong", text, text) if text else None


def _sleepless(failure: Failure | None, folder: Path) -> Failure | None:
    """The failure of a test at its limit, which cannot say any more that its answer was seen to spin or to nap."""
    if failure is None or failure.kind != "timeout":
        return failure
    words = sleepless(deed.what for deed in evidence.read(folder))
    if words is None:
        return failure
    return replace(failure, kind="wrong", summary=words, text=f"{words}\n\n{failure.text}")


def _and_altered(failure: Failure | None, folder: Path) -> Failure | None:
    """The failure, and what the test itself has altered before: nobody could find that in the answer."""
    if failure is None or not any(deed.what == altering.ALTERED for deed in evidence.read(folder)):
        return failure
    words = altering.told(folder)
    return replace(failure, summary=f"{failure.summary} {words}", text=f"{failure.text}\n{words}")


def _hung(end: Ending) -> Failure:
    proved = end.how == "deadlock"
    if end.explanation is None:
        text = f"STILL RUNNING after {end.seconds:.1f} s, longer than this test may run."
        if proved:
            text = f"HANG after {end.seconds:.2f} s: nothing can wake a process of this test."
        if end.unexplained:
            text += f" It could not be explained, which is a fault of these exercises ({end.unexplained})."
        return Failure("unknown" if proved else "timeout", text, text, at=end.at, doubtful=end.doubtful)
    told = end.explanation
    cause, sentence = told.autopsy["cause"], told.autopsy["summary"]
    kind: Kind = cause if proved or cause != "unknown" else "timeout"
    summary = f"{'HANG' if proved else 'STILL RUNNING'} ({kind}): {sentence}"
    return Failure(kind, summary, told.text, told.blamed, told.autopsy, told.picture, end.at, end.doubtful)


def _ended(status: int | None, is_apart: bool) -> Failure:
    if status is None and is_apart:  # from inside its walls, no answer reaches the keeper
        text = "The process that watches this test was ended: is there not enough memory?"
        return Failure("machine", text, text)
    if status is None:
        text = "The test was ended together with the process that watches it: did the answer kill its parent?"
    elif status & 0x7F:
        text = f"The process of the test was {ending(status)} before the test was over."
        if status & 0x7F == signal.SIGKILL:
            text += " Did the answer send a signal to its own process or group?"
    else:
        text = f"The process of the test exited with {ending(status)} before the test was over."
        text += " Was os._exit or an exec called outside of a child?"
    return Failure("wrong", text, text)


def _leftovers(end: Ending, written: list[Note]) -> list[Note]:
    """All leftovers: those that the test itself has noted, processes, and changed settings."""
    found = [note for note in written if note["kind"] == "left"]
    known = [each["child"] for each in found if each["what"] in LEFT]
    others = [pid for pid in end.survivors if pid not in known]
    found += [{"what": "stopped" if pid in end.stopped else "process", "child": pid} for pid in others]
    forks = {note["pid"]: note["parent"] for note in written if note["kind"] == "fork"}
    there = {end.test, *known, *others}
    for each in found:
        if each["what"] in LEFT and forks.get(each["child"], end.test) not in there:
            each["what"] = {"process": "orphan", "stopped": "stopped orphan"}.get(each["what"], each["what"])
    asks = any(note["kind"] == "asks" for note in written)
    changed = (note for note in written if note["kind"] == "setting")
    return found + [
        {"what": "setting", **n} for n in changed if asks or not settings.is_of_signals(n["setting"])
    ]


def _left_behind(leftovers: list[Note], who: Roles, written: list[Note], base: str) -> Failure:
    forks = {note["pid"]: note for note in written if note["kind"] == "fork"}
    words: list[str] = []
    lines: list[str] = []
    for each in {
        (e["what"], e.get("child"), e.get("fd"), e.get("path"), e.get("name"), e.get("setting")): e
        for e in leftovers
    }.values():
        if each["what"] == "descriptor":
            words.append(_descriptor(each, lines, base))
        elif each["what"] == "thread":
            words.append(_thread(each, lines, base))
        elif each["what"] in names.KINDS:
            kind = "socket file" if each["what"] == names.SOCKET_FILE else "file"
            words.append(f"the {kind} {each['path']}")
            if each["file"]:
                lines.append(source_line(each["file"], each["line"], base))
        elif each["what"] == "setting":
            words.append(_setting(each["setting"], f"`{each['function']}`"))
        else:
            role = who.get(each["child"], "child")
            words.append(f"{role} {each['child']} is {LEFT[each['what']]}")
            if (fork := forks.get(each["child"])) and fork["file"]:
                lines.append(source_line(fork["file"], fork["line"], base))
    summary = f"LEFT BEHIND when the test was over: {listed(words)}."
    text = "\n".join([summary, *([""] if lines else []), *dict.fromkeys(lines)])
    return Failure("left-behind", summary, text)


def _setting(name: str, function: str) -> str:
    if name.startswith(settings.HANDLER_OF):
        return f"another {name}, which {function} has set"
    return SETTINGS.get(name, "{}: a setting").format(function)


def _thread(left: Note, lines: list[str], base: str) -> str:
    lines += [source_line(file, line, base) for file, line in left["places"]]
    return f"thread `{left['name']}` is still there" if left["name"] else "a thread is still there"


def _descriptor(left: Note, lines: list[str], base: str) -> str:
    given = left.get("given") or []
    if given:
        function, name = given[-1]
        duty = ": it was to close it" if len(given) == 1 else ""
        if duty and left["is_a"] not in (closings.READ_END, closings.WRITE_END):
            duty += ", or the file object (makefile) that it made of it"
        return f"{left['is_a']} that `{function}` got as `{name}` (fd {left['fd']}){duty}"
    name = None
    if left["origin"]:
        file, line, index = left["origin"]
        name = source.target(file, line, index)
        lines.append(source_line(file, line, base))
    return f"{left['is_a']}, " + (f"`{name}` (fd {left['fd']})" if name else f"fd {left['fd']}")
