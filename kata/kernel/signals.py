"""The signals that a process handles, and so may be woken by, a shell or a Python some of them unasked: signal(7).

They are listed in proc_pid_status(5).
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable
from dataclasses import dataclass

from kata.agent.asking import ASK, FAULTS, OWN_INTERRUPT
from kata.kernel import procfs

OF_THE_LIBRARY = {32, 33}  # of the threads of the C library: nptl(7)
ENDINGS = {"SIGHUP", "SIGINT", "SIGQUIT", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGXCPU", "SIGXFSZ", "SIGVTALRM"}
ENDINGS |= {"SIGPROF", "SIGIO"}

KNOWN = {
    "sort": ENDINGS,  # it removes its files, and ends as it would have
    "bash": {"SIGINT", "SIGCHLD"},  # while it waits for a child
    "dash": {"SIGINT", "SIGCHLD"},
}
"""Programs that handle signals without being asked to, none of which makes them go on."""
SHELLS = ("bash", "dash")
SYSTEM = ("/bin/", "/usr/bin/")
"""Folders of the programs of the system: elsewhere, anybody may call a program of his own by a word like sort."""
HARMLESS = {"SIGCHLD", "SIGURG", "SIGWINCH", "SIGCONT"}  # nothing happens where they are not handled
STOPS = {"SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU"}
OWN = range(ASK, ASK + 5)
RUBY = re.compile(r"ruby[\d.]*$")
QUIET_IN_RUBY = {"SIGCHLD", "SIGVTALRM", "SIGPIPE", "SIGSYS"}  # its own business: nothing of the program runs
RAISED_BY_RUBY = {"SIGHUP", "SIGINT", "SIGQUIT", "SIGALRM", "SIGTERM", "SIGUSR1", "SIGUSR2"}
PYTHON = re.compile(r"python[\d.]*$")


@dataclass(frozen=True)
class Masks:
    """Signals as bits: those that a process catches or ignores, that all its threads block, and that have come to one
    of them and wait until it blocks them no longer."""

    caught: int
    ignored: int
    blocked: int
    waiting: int


def program(file: str) -> str:
    """The name of a program, by its file; the whole path of one that only bears the name of a known one."""
    name = os.path.basename(file)
    is_known = name not in KNOWN or name in SHELLS or file in [folder + name for folder in SYSTEM]
    return name if is_known else file


def numbers(names: Iterable[str]) -> set[int]:
    return {int(getattr(signal, name)) for name in names if hasattr(signal, name)}


def name(number: int) -> str:
    """ "SIGTERM", or "signal 40" for one without a name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def members(bits: int) -> set[int]:
    return {number for number in range(1, 65) if bits >> (number - 1) & 1}


def masks(pid: int) -> Masks:
    """The masks of a process, of all its threads that are alive."""
    caught, ignored, waiting, blocked = 0, 0, 0, -1
    for tid in procfs.threads(pid):
        state, *words = procfs.status(pid, "State", "SigCgt", "SigIgn", "SigBlk", "SigPnd", "ShdPnd", tid=tid)
        if state[:1] not in ("Z", "X"):
            catches, ignores, blocks, own, shared = (int(word, 16) for word in words)
            caught, ignored, blocked = caught | catches, ignored | ignores, blocked & blocks
            waiting |= (own | shared) & blocks
    return Masks(caught, ignored, blocked, waiting)


def handled(masks: Masks, program: str, fork_server: bool) -> tuple[tuple[int, ...], bool]:
    """The signals that a process handles in its own way, and whether its language makes an exception of SIGINT.

    program: the name of the file that it runs. fork_server: it is that of multiprocessing, which reaps its children.
    A signal that all its threads block is not handled.
    """
    blocked = members(masks.blocked) if masks.caught else set()
    return own(members(masks.caught), blocked, program, fork_server)


def pending(masks: Masks) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The signals that were sent to a process and that it blocks, and those of them that would end it: signal(7).

    Ignored ones are not among them, nor the engine's own.
    """
    caught = members(masks.caught)
    left = members(masks.waiting & ~masks.ignored) - set(OWN) - (numbers(HARMLESS) - caught)
    return tuple(sorted(left)), tuple(sorted(left - caught - numbers(STOPS)))


def of_the_library(pid: int | str) -> bool:
    """Whether a process handles a signal that is its C library's: that does nothing, but ends some calls: signal(7)."""
    (caught,) = procfs.status(pid, "SigCgt")
    return not members(int(caught, 16)).isdisjoint(OF_THE_LIBRARY)


def own(
    caught: set[int], blocked: set[int], program: str, fork_server: bool = False
) -> tuple[tuple[int, ...], bool]:
    """The same from the sets of signals that are caught, and blocked by all threads."""
    left = caught - blocked - OF_THE_LIBRARY
    interrupt = False
    if PYTHON.match(program):
        interrupt = signal.SIGINT in left and (OWN_INTERRUPT in caught or ASK not in caught)
        left -= {ASK, OWN_INTERRUPT, *([int(signal.SIGCHLD)] if fork_server else [])}
        left -= numbers(FAULTS) if ASK in caught else set()
    known = numbers(KNOWN.get(program, set()))
    if program in SHELLS:  # a trap may be set for what it handles anyway: its text tells
        interrupt = not left.isdisjoint(known)
    if RUBY.match(program):
        raised = numbers(RAISED_BY_RUBY)
        interrupt = bool(left & raised)
        left -= raised | numbers(QUIET_IN_RUBY) | numbers(FAULTS)
    left -= known
    if interrupt:
        left -= {int(signal.SIGINT)}
    return tuple(sorted(left)), interrupt
