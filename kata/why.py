"""`kata why`: run a program under the watch and, if it hangs, say why.

The program has the standard descriptors, the environment and the process group that it would have anyway; a Python
gets its `reporter` by a variable of the environment. It ends as it would anyway, and the command ends like it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from kata.agent.reporter import GOES_ON, of_the_program
from kata.autopsy import html, picture, pyspy, text
from kata.autopsy.examine import Case, Sight, examine
from kata.autopsy.explain import Look, explain, seen
from kata.autopsy.frames import Told
from kata.facts import Autopsy, Finding, Process
from kata.files import remove
from kata.kernel import clocks, proc, tree
from kata.kernel.syscalls import POLLS
from kata.proof import calibration
from kata.proof.watch import Outcome, Watch, watch

HANGS = 124  # the exit status that timeout(1) has for a command it has ended
CANNOT_RUN, NOT_FOUND = 126, 127  # the exit statuses that it has for a command that could not start
GRACE = 0.3  # seconds between SIGTERM and SIGKILL for a program that hangs
LOADER = Path(__file__).with_name("agent") / "load"
RESUMED = POLLS | {"read", "readv", "recvfrom", "accept", "accept4", "wait4", "waitid", "futex"}
RESUMED |= {"flock", "fcntl", "open", "openat"}
PASSED_ON = (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)


FORMATS: dict[str, Callable[[Autopsy], str]] = {
    "json": lambda autopsy: json.dumps(text.as_json(autopsy), indent=2) + "\n",
    "svg": lambda autopsy: picture.svg(autopsy),
    "html": lambda autopsy: html.page(autopsy),
}
"""The formats of an autopsy, by the name of the option."""


def run(
    program: str, arguments: Sequence[str], limit: float | None, files: Mapping[str, str], end: bool = False
) -> int:
    """Run the program; return the exit status of the command.

    limit: seconds, None for none. files: for the autopsy, by its format; "-" is the standard output. end: whether to
    end a program that hangs even where somebody at a terminal could.
    """
    command = [sys.executable, program] if program.endswith(".py") else [program]
    problem = _unwritable(files)
    if problem:
        print(f"kata why: {problem}", file=sys.stderr)
        return 2
    prove = calibration.reason_against() is None
    folder = Path(tempfile.mkdtemp(prefix="kata-why-"))
    try:
        root, listener = _start([*command, *arguments], folder, prove)
        watched = Watch(root, listener, limit, patience=None, world="open")
        outcome = None
        try:
            outcome = _watched(watched, folder, files, end or not _is_at_a_terminal())
        finally:
            if outcome is not None and outcome.end == "finished":
                _let_go_on(listener)
            else:
                _end_politely(listener)
    finally:
        remove(folder)
    if outcome.end != "finished":
        return HANGS
    return _as_it_ended(outcome.status or 0)


def _watched(watched: Watch, folder: Path, files: Mapping[str, str], end: bool) -> Outcome:
    """Watch the program, and say why it hangs, if it does. end: whether a hang is the end of the watch."""
    outcome = watch(watched)
    if outcome.end == "finished":
        _write(files.get("json"), json.dumps(_finished(outcome), indent=2) + "\n")
    elif outcome.end != "deadlock" or end:
        _report(outcome, watched.root, _seen(folder), files)
    else:
        (folder / GOES_ON).touch()
        _report(outcome, watched.root, _seen(folder, _is_undisturbed), files)
        print("\nIt is left as it is: Ctrl-C ends it.", file=sys.stderr, flush=True)
        rest = None if watched.limit is None else max(watched.limit - outcome.seconds, 0)
        return watch(replace(watched, limit=rest, prove=False))
    return outcome


def _is_at_a_terminal() -> bool:
    """Whether somebody who can press Ctrl-C reads what is said."""
    return os.isatty(0) and os.isatty(2)


def _is_undisturbed(process: Process) -> bool:
    """Whether a signal leaves a process in its call: Python takes up these ones again, PEP 475."""
    calls = {thread.call.name for thread in process.threads if thread.tid == process.pid and thread.call}
    return calls <= RESUMED


def look(pid: int, files: Mapping[str, str]) -> int:
    """Say what a running tree waits for, without touching it; return the exit status of the command."""
    problem = _out_of_reach(pid) or _unwritable(files)
    if problem:
        print(f"kata why: {problem}", file=sys.stderr)
        return 1
    pids = [pid, *tree.descendants(pid)]
    try:
        snapshot = proc.snapshot(proc.one_look(pids))
    except OSError:
        print(f"kata why: process {pid} has just changed: look again.", file=sys.stderr)
        return 1
    told = _from_outside([process.pid for process in snapshot.processes if not process.exited])
    autopsy = examine(Sight(snapshot, told), Case(pid, "tree", base=_here()), "timeout")
    _tell(autopsy, files)
    return 0


def _out_of_reach(pid: int) -> str | None:
    if not tree.ON_LINUX:
        return "--pid: only Linux shows what a process waits for."
    if not os.path.exists(f"/proc/{pid}"):
        return f"there is no process {pid}."
    try:
        for name in ("syscall", "fd", "maps"):
            path = f"/proc/{pid}/{name}"
            os.listdir(path) if name == "fd" else Path(path).read_bytes()
    except PermissionError:
        return f"process {pid} may not be looked at: run this as its user or, where ptrace_scope is not 0, as root."
    except OSError:
        return f"process {pid} has just ended."
    return None


def _unwritable(files: Mapping[str, str]) -> str | None:
    """The reason why one of the files cannot be written; none is touched yet."""
    for option, name in files.items():
        if name == "-":
            continue
        file = Path(name)
        if file.is_dir():
            return f"--{option}: {name} is a folder."
        writable = os.access(file, os.W_OK) if file.exists() else os.access(file.parent, os.W_OK)
        if not writable:
            return f"--{option}: {name} cannot be written."
    return None


def _start(command: list[str], folder: Path, prove: bool) -> tuple[int, int | None]:
    """Start the program; return its pid, and the listener for its clocks."""
    ours, theirs = socket.socketpair()
    old = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    root = os.fork()
    if root == 0:
        ours.close()
        _become(command, folder, theirs, prove, old)
    theirs.close()
    for number in (signal.SIGINT, signal.SIGQUIT):  # the terminal sends them to the program as well
        signal.signal(number, signal.SIG_IGN)
    for number in PASSED_ON:
        signal.signal(number, lambda signum, frame: _pass_on(root, signum))
    signal.pthread_sigmask(signal.SIG_SETMASK, old)
    listener = next(iter(clocks.receive(ours)), None)
    ours.close()
    return root, listener


def _pass_on(root: int, signum: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(root, signum)


def _become(command: list[str], folder: Path, channel: socket.socket, prove: bool, mask: Any) -> NoReturn:
    environment = dict(os.environ)
    if tree.ON_LINUX:
        path = environment.get("PYTHONPATH")
        environment |= {
            "KATA_WHY": str(folder),
            "PYTHONPATH": os.pathsep.join([str(LOADER), *([path] if path else [])]),
        }
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, its child is not to
        signal.signal(number, signal.SIG_DFL)
    clocks.send([clocks.tell(world="open") if prove else None], channel)
    channel.close()
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    try:
        os.execvpe(command[0], command, environment)
    except OSError as error:
        # An unreadable folder in PATH gives PermissionError, though the program is only missing.
        missing = isinstance(error, FileNotFoundError) or (
            "/" not in command[0] and shutil.which(command[0]) is None
        )
        problem = os.strerror(errno.ENOENT) if missing else error.strerror
        print(f"kata why: {command[0]}: {problem}", file=sys.stderr, flush=True)
        os._exit(NOT_FOUND if missing else CANNOT_RUN)


def _from_outside(pids: list[int]) -> dict[int, Told]:
    return pyspy.look(pids, of_the_program)


def _seen(folder: Path, may_ask: Callable[[Process], bool] = lambda process: True) -> Look:
    """A look at a program; at processes that do not answer, or may not be asked, py-spy looks from outside."""

    def look(passes: tuple[proc.Sleep, ...]) -> Sight:
        sight = seen(folder, may_ask=may_ask)(passes)
        silent = [p.pid for p in sight.snapshot.processes if p.pid not in sight.told and not p.exited]
        return replace(sight, told=sight.told | _from_outside(silent)) if silent else sight

    return look


def _here() -> str:
    """The folder in which the reader types paths; empty if it was removed: then they are told in full."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return ""


def _report(outcome: Outcome, root: int, look: Look, files: Mapping[str, str]) -> None:
    try:
        autopsy = explain(outcome, Case(root, "program", base=_here()), look)
    except Exception as error:  # the verdict stands, whatever is wrong with the explanation
        autopsy = None
        where = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        print(f"kata why: no explanation: {problem}", file=sys.stderr)
    if autopsy is None:  # off Linux, or a process exited just now
        autopsy = Autopsy(
            outcome.verdict, outcome.seconds, "unknown", "", (), (), Finding("unknown"), "program"
        )
    _tell(autopsy, files)


def _tell(autopsy: Autopsy, files: Mapping[str, str]) -> None:
    print(text.report(autopsy).rstrip(), file=sys.stderr, flush=True)
    for name, file in files.items():
        _write(file, FORMATS[name](autopsy))


def _finished(outcome: Outcome) -> dict[str, Any]:
    nothing: dict[str, Any] = {"cause": None, "summary": None, "processes": [], "objects": [], "blame": []}
    status = os.waitstatus_to_exitcode(outcome.status or 0)
    return {"verdict": "finished", "seconds": round(outcome.seconds, 4), "exit_status": status} | nothing


def _write(file: str | None, text: str) -> None:
    if file == "-":
        print(text, end="", flush=True)
    elif file is not None:
        Path(file).write_text(text)


def _let_go_on(listener: int | None) -> None:
    """Let processes in the background go on, with a process that hears their clocks."""
    if listener is None:
        return
    if tree.below() and os.fork() == 0:
        with contextlib.suppress(BaseException):
            os.setsid()
            null = os.open(os.devnull, os.O_RDWR)
            for fd in range(3):
                os.dup2(null, fd)
            clocks.hear_out(listener)
        os._exit(0)


def _end_politely(listener: int | None) -> None:
    """End the tree; processes with a handler for SIGTERM have a moment to clean up."""
    for pid in tree.below():
        for number in (signal.SIGTERM, signal.SIGCONT):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
    limit = time.monotonic() + GRACE
    while tree.below() and time.monotonic() < limit:
        if listener is not None:
            clocks.heard(listener)
        tree.reap(0)
        time.sleep(0.005)
    tree.end_all()


def _as_it_ended(status: int) -> int:
    """The exit status of the program; if a signal has killed it, kill this process by the same signal."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    sys.stdout.flush()
    sys.stderr.flush()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if -code not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(-code, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {-code})
    os.kill(os.getpid(), -code)
    return 128 - code
