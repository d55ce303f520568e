"""Judge whether a stranger may wake a process in the open world, whatever it waits for, by a signal or a stop."""

from __future__ import annotations

from collections.abc import Iterator

from kata.facts import Call, Process, Thread
from kata.kernel import signals
from kata.kernel.syscalls import POLLS

FOR_A_SIGNAL = {"pause", "rt_sigsuspend"}
RUBY = "ruby"  # a thread of its own waits for events and for an eventfd, and takes that up again
IDLE = FOR_A_SIGNAL | POLLS | {"futex"}
"""Calls in which a program may have nothing to do until somebody presses Ctrl-C."""


def reasons(process: Process, interrupts: bool) -> Iterator[str]:
    """Reasons for which strangers may wake a process, whatever it waits for.

    interrupts: whether the program may go on after Ctrl-C.
    """
    if process.handles:
        yield f"process {process.pid} handles {signals.name(process.handles[0])}, which anybody may send"
    if process.traced:
        yield f"process {process.pid} is traced: any signal stops it, and wakes its tracer"
    if process.library_signals and any(_is_ended(process, each.call) for each in process.threads):
        yield f"process {process.pid} is in a call that a signal of the C library ends"
    if any(thread.state == "T" for thread in process.threads):
        yield f"process {process.pid} is stopped, and may be continued"
    if process.interruptible and any(
        _waits_for_ctrl_c(process, each, interrupts) for each in process.threads
    ):
        yield f"process {process.pid} may wait for Ctrl-C"


def _is_ended(process: Process, call: Call | None) -> bool:
    """Whether any handler ends a call, whatever it does: Python and Ruby take up again those that poll, PEP 475."""
    resumed = process.image in (None, RUBY)
    return call is not None and call.name in (FOR_A_SIGNAL if resumed else FOR_A_SIGNAL | POLLS)


def _waits_for_ctrl_c(process: Process, thread: Thread, interrupts: bool) -> bool:
    """Whether the thread that is interrupted by Ctrl-C, the first, has nothing else to wait for.

    Of a program that does not show whether it has a handler of its own, a shell say, nothing is known but its text.
    """
    if thread.tid != process.pid or thread.call is None:
        return False
    at_a_terminal = process.terminal and thread.call.name in FOR_A_SIGNAL
    may_go_on = thread.call.name in IDLE or process.image is not None
    return at_a_terminal or (interrupts and may_go_on)
