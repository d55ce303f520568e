"""Sentences on locks and their like: who holds one, who is left to release it, and who died with it."""

from __future__ import annotations

from collections.abc import Mapping

from kata.autopsy.actors import Roles, ended, listed, start, the, waiter
from kata.autopsy.alike import doing
from kata.autopsy.facts import End, Finding, Wait
from kata.autopsy.locks import HELD, UNTIL_NOTIFIED
from kata.autopsy.phrases import node_of, others_doing, phrase, said_of

ADVICE = {
    ("queue", "join"): " It waits until each item was taken by `get`, and reported as done by `task_done`.",
    ("barrier", "wait"): " It opens when as many wait there as it was made for, and fewer do.",
}
"""Sentences on things that are released by several, by their kind and operation."""
ITSELF = {
    "shutdown": "and its `serve_forever`, which has to see that, is in this very thread: it waits for itself.",
    "": "which a coroutine on the event loop of this very thread has to bring: it cannot run while this waits.",
}
"""The reasons why a thread waits for itself, by its operation."""
DEAD = 3  # processes that have failed and are named


def of_a_lock(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    by_thread = {(w.pid, w.tid): phrase(w, who) for w in found}
    by_process = said_of(found, who)
    if wait.wants in ("thread", "task"):
        other = wait.depends_on[0]
        return f"{phrase(wait, who)}, which {by_thread.get(other, 'does not end')}."
    if wait.itself:
        return f"{phrase(wait, who)}, {ITSELF.get(wait.operation or '', ITSELF[''])}"
    of_this = wait.thing.ends if wait.thing else ()
    own = [end for end in of_this if end.side == "holder" and end.tid == wait.tid]
    if own:
        since = _since(own[0])
        return f"{phrase(wait, who)}, but it holds that itself{since}, and waits for its own release."
    holding = [end for end in finding.blame if end.side == "holder" and end in of_this]
    if holding:
        holds = "has not finished it" if wait.thing and wait.thing.kind == "import" else "holds it"
        holders = [
            (
                node_of((end.pid, end.tid or 0), who),
                f"{holds}{_since(end)} and "
                + (
                    _cannot_go_on(end, wait, who)
                    or by_thread.get((end.pid, end.tid or 0))
                    or by_process.get(end.pid, "does something else")
                ),
            )
            for end in holding
        ]
        return f"{phrase(wait, who)}, but {doing(holders)}."
    kind = wait.thing.key[1] if wait.thing and wait.thing.key[0] == "lock" else None
    others = others_doing(wait, by_process, who)
    if "semaphore" in str(kind):
        return f"{phrase(wait, who)}, whose count is 0, and nobody is left to release it{others}."
    if kind in HELD and wait.operation not in UNTIL_NOTIFIED:
        return (
            f"{phrase(wait, who)}, which is taken, but nobody who is left holds it: whoever took it has gone."
        )
    advice = ADVICE.get((str(kind).rpartition(" ")[2], wait.operation or ""), "")
    return f"{phrase(wait, who)}, and nobody is left to bring that about{others}.{advice}"


def _cannot_go_on(end: End, wait: Wait, who: Roles) -> str:
    """The words for a task that holds a lock and cannot run: the wait keeps the thread of its event loop."""
    if end.pid != wait.pid or end.tid not in wait.keeps:
        return ""
    return f"cannot go on, because {waiter(wait, who)} keeps the thread of their event loop"


def _since(end: End) -> str:
    return f" since line {end.made.rpartition(':')[2]}" if end.made else ""


def of_the_dead(wait: Wait, dead: Mapping[int, int], who: Roles) -> str:
    """A sentence on processes that have failed, maybe with what is waited for; empty if there are none."""
    kind = str(wait.thing.key[1]) if wait.thing and wait.thing.key[0] == "lock" else ""
    known = [f"{the(who[pid])} has ended, {ended(status)}" for pid, status in dead.items() if pid in who]
    held = wait.thing and any(end.side == "holder" for end in wait.thing.ends)
    if not known or held or not kind.startswith(("shared", "managed", "pool", "result")):
        return ""
    lost = "what it was at is lost" if kind in ("pool", "result") else "what it had taken stays taken"
    return " " + start(f"{listed(known[:DEAD])}{', and others' if len(known) > DEAD else ''}: {lost}.")
