"""Calls of a watched process that are wrapped, because nobody could see afterwards that they were made."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import sys

from .asking import ASK, FAULTS, OWN_HANDLER, OWN_INTERRUPT
from .lines import like, place
from .notes import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

# Once for a process, as in `reporter`.
_others_began = False


def begin() -> None:
    """Wrap these calls from now on."""
    sys.addaudithook(_note_thread)
    _arm_undisturbed()
    _note_sigwait()
    _show_interrupt()


def others_began() -> bool:
    """Whether there ever was a second thread: that decides who can have taken a lock."""
    return _others_began


def _note_thread(event: str, arguments: tuple[Any, ...]) -> None:
    global _others_began
    if event.startswith("_thread.start_"):
        _others_began = True


def _arm_undisturbed() -> None:
    """Let no signal interrupt a process that tells of its clock: these calls know no EINTR without a watcher."""

    def undisturbed(arm: Any) -> Any:
        def masked(*arguments: Any) -> Any:
            old = _signal.pthread_sigmask(_signal.SIG_BLOCK, _signal.valid_signals())
            try:
                return arm(*arguments)
            finally:
                _signal.pthread_sigmask(_signal.SIG_SETMASK, old)

        return masked

    for name in ("alarm", "setitimer"):
        _replace_signal(name, undisturbed)


def _note_sigwait() -> None:
    """Note beforehand where a process calls sigwait: it runs no Python handlers, so it could not answer later."""

    def noted(wait: Any) -> Any:
        def wait_noted(*arguments: Any) -> Any:
            file, line, function = place() or (None, None, None)
            note("sigwait", file=file, line=line, function=function)
            return wait(*arguments)

        return wait_noted

    for name in ("sigwait", "sigwaitinfo"):
        _replace_signal(name, noted)


def _show_interrupt() -> None:
    """Let others see whether the program has a handler of its own where every Python may have one: for SIGINT, for
    faults, for the signals of this reporter. It may be told to go on by that.
    """
    if not hasattr(_signal, "SIGRTMIN"):
        return
    arm = _signal.signal
    unspoken = {
        ASK,
        OWN_INTERRUPT,
        OWN_HANDLER,
        *(int(getattr(_signal, name)) for name in FAULTS),
    }

    def show(handler: Any) -> None:
        bound = getattr(handler, "func", None)  # asyncio ends its main task by a functools.partial
        asyncio = getattr(bound, "__module__", None) == "asyncio.runners"
        is_own = handler is _signal.default_int_handler or asyncio
        arm(OWN_INTERRUPT, _ignore if is_own else _signal.SIG_DFL)

    def shown(signum: int, handler: Any, /) -> Any:
        before = arm(signum, handler)
        if signum == _signal.SIGINT:
            show(handler)
        elif signum in unspoken and callable(handler):
            arm(OWN_HANDLER, _ignore)
        return before

    _signal.signal = like(arm, shown)  # the module `signal` calls it
    show(_signal.getsignal(_signal.SIGINT))


def _ignore(signum: int, frame: FrameType | None) -> None:
    pass


def _replace_signal(name: str, wrapper: Callable[[Any], Any]) -> None:
    """Wrap a function of `signal`, which takes its functions from `_signal` when it is imported."""
    original = getattr(_signal, name, None)
    if original is None:
        return
    wrapped = like(original, wrapper(original))
    wrapped.__module__ = "signal"
    for module in ("_signal", "signal"):
        if module in sys.modules:
            setattr(sys.modules[module], name, wrapped)
