"""Words for waits that a signal would end."""

from __future__ import annotations

from kata.autopsy.actors import Roles, listed, the
from kata.autopsy.alike import together
from kata.autopsy.facts import Finding, Wait
from kata.autopsy.phrases import phrase
from kata.kernel import signals

ENDED_BY_A_HANDLER = ("pause", "rt_sigsuspend")


def of_a_signal(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    """The words for a wait for a signal that nobody will send."""
    nobody = f"{phrase(wait, who)}, and nobody is left to send one"
    if wait.came:
        exited = together([who[pid] for pid in wait.came])
        have = "has" if len(wait.came) == 1 else "have"
        return f"{nobody}: {exited} {have} exited already, and SIGCHLD came before this wait began."
    if wait.call in ENDED_BY_A_HANDLER:
        return f"{nobody}. One that was handled before this wait began does not end it."
    return f"{nobody}."


def of_a_blocked_one(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    """The words for a signal that was sent to a process that blocks it."""
    sent, itself = listed([signals.name(number) for number in wait.blocked]), the(who[wait.pid])
    were, them = ("was", "it") if len(wait.blocked) == 1 else ("were", "them")
    effect = ", which would end it" if wait.ends_it else ""
    return (
        f"{phrase(wait, who)}. {sent} {were} sent to {itself}{effect}, but {itself} blocks {them}:"
        " a blocked signal stays pending, and fork and exec keep the mask."
    )
