"""`kata why`: run a program under the watch and, if it hangs, say why and end it.

The program has the standard descriptors, the environment and the process group that it would have anyway; a Python
gets its `reporter` by a variable of the environment. It ends as it would anyway, and the command ends like it.

At a terminal it ignores SIGQUIT unless it asks for it: Ctrl-\\ reaches all in the foreground, and is for the command,
which then says how things stand. What that needs is loaded only then: a program that ends is to wait for nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from kata.kernel import tree, unotify
from kata.proof import calibration
from kata.proof.watch import Outcome, Watch, watch

if TYPE_CHECKING:
    from kata.autopsy.facts import Finding
    from kata.why_output import Place

HANGS = 124  # the exit status that timeout(1) has for a command it has ended
CANNOT_RUN, NOT_FOUND = 126, 127  # the exit statuses that it has for a command that could not start
GRACE = 0.3  # seconds between SIGTERM and SIGKILL for a program that hangs
HERE = os.path.dirname(os.path.abspath(__file__))
LOADER = os.path.join(HERE, "agent", "load")
PASSED_ON = (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)
FORMATS = ("json", "svg", "html")
"""The names of the options for files; `why_output` writes them."""


def run(
    program: str,
    arguments: Sequence[str],
    limit: float | None,
    files: Mapping[str, str],
    end: bool = False,
    end_stuck: bool = False,
) -> int:
    """Run the program; return the exit status of the command.

    limit: seconds, None for none. files: for the autopsy, by its format; "-" is the standard output. end: whether to
    end a program that hangs even where somebody at a terminal could. end_stuck: whether to end one that probably hangs.
    """
    command = [sys.executable, program] if program.endswith(".py") else [program]
    problem = unwritable(files)
    if problem:
        print(f"kata why: {problem}", file=sys.stderr)
        return 2
    prove = calibration.reason_against() is None
    folder = _folder()
    try:
        root, listener = _start([*command, *arguments], folder, prove)
        watched = Watch(root, listener, limit, patience=None, world="open")
        outcome = None
        try:
            outcome = _watched(watched, folder, files, end or not _is_at_a_terminal(), end_stuck)
        finally:
            if outcome is not None and outcome.end == "finished":
                _let_go_on(listener)
            else:
                _end_politely(listener)
    finally:
        _remove(folder)
    if outcome.end != "finished":
        return HANGS
    return _as_it_ended(outcome.status or 0)


def _folder() -> str:
    """A new folder for what the program tells of itself, for this user alone."""
    for parent in (os.environ.get("TMPDIR", ""), "/tmp", "/var/tmp", os.curdir):
        if parent and os.access(parent, os.W_OK | os.X_OK):
            break
    folder = os.path.join(os.path.abspath(parent), f"kata-why-{os.urandom(8).hex()}")
    os.mkdir(folder, 0o700)
    return folder


def _remove(folder: str) -> None:
    try:
        os.rmdir(folder)
    except OSError:  # something was told
        from pathlib import Path

        from kata.files import remove

        remove(Path(folder))


def _watched(watched: Watch, folder: str, files: Mapping[str, str], end: bool, end_stuck: bool) -> Outcome:
    """Watch the program, and say why it hangs, if it does. end: whether a hang is the end of the watch."""
    place = partial(_place, watched.root, folder, files)
    watched = replace(watched, tell=lambda outcome: _tell(place(), outcome, so_far=True))
    if end_stuck or not end:
        told: set[Finding] = set()
        watched = replace(watched, is_stuck=lambda outcome: _is_stuck(place(), outcome, end_stuck, told))
    outcome = watch(watched)
    if outcome.end == "finished":
        if "json" in files:
            from kata.why_output import finished, write

            write(files["json"], finished(outcome))
    elif outcome.end == "stuck":
        pass  # it is told
    elif outcome.end != "deadlock" or end:
        _tell(place(), outcome)
    else:
        _tell(place(), outcome, goes_on=True)
        print("\nIt is left as it is: Ctrl-C ends it.", file=sys.stderr, flush=True)
        rest = None if watched.limit is None else max(watched.limit - outcome.seconds, 0)
        return watch(replace(watched, limit=rest, prove=False, is_stuck=None))
    return outcome


def _place(root: int, folder: str, files: Mapping[str, str]) -> Place:
    from kata.why_output import Place

    return Place(root, folder, files)


def _tell(place: Place, outcome: Outcome, goes_on: bool = False, so_far: bool = False) -> None:
    """Say why a program does not end. so_far: somebody has asked; that is not written to files."""
    from kata.why_output import autopsy_of, tell

    tell(autopsy_of(place, outcome, goes_on or so_far), {} if so_far else place.files)


def _is_stuck(place: Place, outcome: Outcome, end: bool, told: set[Finding]) -> bool:
    """Whether a program that only polls is to be ended. At a terminal, it is said that it probably hangs.

    told: why; the same is said once.
    """
    from kata.why_output import autopsy_of, tell

    autopsy = autopsy_of(place, outcome, goes_on=True)
    if autopsy.verdict != "stuck" or autopsy.finding in told:
        return False
    told.add(autopsy.finding)
    tell(autopsy, place.files)
    if not end:
        print("\nIt is left as it is: Ctrl-C ends it.", file=sys.stderr, flush=True)
    return end


def _is_at_a_terminal() -> bool:
    """Whether somebody who can press Ctrl-C reads what is said."""
    return os.isatty(0) and os.isatty(2)


def unwritable(files: Mapping[str, str]) -> str | None:
    """The reason why one of the files cannot be written; none is touched yet."""
    for option, name in files.items():
        if name == "-":
            continue
        if os.path.isdir(name):
            return f"--{option}: {name} is a folder."
        writable = (
            os.access(name, os.W_OK)
            if os.path.exists(name)
            else os.access(os.path.dirname(name) or ".", os.W_OK)
        )
        if not writable:
            return f"--{option}: {name} cannot be written."
    return None


def _start(command: list[str], folder: str, prove: bool) -> tuple[int, int | None]:
    """Start the program; return its pid, and the listener for its clocks."""
    ours, theirs = socket.socketpair()
    old = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    root = os.fork()
    if root == 0:
        ours.close()
        _become(command, folder, theirs, prove, old)
    theirs.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to the program as well
    signal.signal(signal.SIGQUIT, lambda signum, frame: None)  # the watch hears of it
    for number in PASSED_ON:
        signal.signal(number, lambda signum, frame: _pass_on(root, signum))
    signal.pthread_sigmask(signal.SIG_SETMASK, old)
    listener = next(iter(unotify.receive(ours)), None)
    ours.close()
    return root, listener


def _pass_on(root: int, signum: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(root, signum)


def _become(command: list[str], folder: str, channel: socket.socket, prove: bool, mask: Any) -> NoReturn:
    environment = dict(os.environ)
    if tree.ON_LINUX:
        path = environment.get("PYTHONPATH")
        environment |= {
            "KATA_WHY": folder,
            "PYTHONPATH": os.pathsep.join([LOADER, *([path] if path else [])]),
        }
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, its child is not to
        signal.signal(number, signal.SIG_DFL)
    if _has_a_terminal():
        signal.signal(signal.SIGQUIT, signal.SIG_IGN)
    unotify.send([unotify.tell(world="open") if prove else None], channel)
    channel.close()
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    try:
        os.execvpe(command[0], command, environment)
    except OSError as error:
        # An unreadable folder in PATH gives PermissionError, though the program is only missing.
        missing = isinstance(error, FileNotFoundError) or ("/" not in command[0] and _is_nowhere(command[0]))
        problem = os.strerror(errno.ENOENT) if missing else error.strerror
        print(f"kata why: {command[0]}: {problem}", file=sys.stderr, flush=True)
        os._exit(NOT_FOUND if missing else CANNOT_RUN)


def _is_nowhere(command: str) -> bool:
    import shutil

    return shutil.which(command) is None


def _has_a_terminal() -> bool:
    """Whether there is a controlling terminal, whose keys reach the program: it may stand in a pipeline."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


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
            unotify.hear_out(listener)
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
            unotify.heard(listener)
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
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if -code not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(-code, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {-code})
    os.kill(os.getpid(), -code)
    return 128 - code
