"""Judge how an answer sleeps: until somebody wakes it, for a time of its own, or never."""

from __future__ import annotations

import math
import os
import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kata.facts import Call
from kata.kernel import descriptors, proc, usage
from kata.kernel.heard import Heard
from kata.kernel.syscalls import SLEEPS, as_int, decode
from kata.proof.armed import alarm_is_armed, sockets_with_a_limit

SETTLED = 0.03  # seconds of one sleep
LASTING = 0.25  # seconds of one sleep in a call with a time limit, which may be as good as none
LONG = 20_000  # milliseconds, longer than any test
PATIENCE = 1.0  # seconds without such a sleep, until an answer never will
FOR_LONG = 2200  # milliseconds, so long that many sleeps are one "for long"
A_MINUTE = 54_000  # milliseconds, so long that one call is: its answer was given a minute
BEHIND = 200  # milliseconds behind its limit after which a call was not the last one
STEP = 0.1  # seconds at most that count of the time between two looks, for whoever looks may wait for a core as well
SPUN = 0.4  # seconds of a core that it has used by then, so that it is not just waiting for one
FILES = 5000  # reads and writes of files, more than a library has: an answer that makes so many spins, say on /proc
FEW = 10  # looks, of one that does not spin
LOOKS = 200  # without a sleep: an answer that looks so often spins, however slow the machine is
SEEN = 0.1  # seconds in calls with a time limit: it does not only look; a busy machine shows few of them
NAPS = 20  # sleeps for a time of its own, however short
ASLEEP, SPINS, TIMED = "asleep", "spins", "timed"
SLEEPLESS = {
    SPINS: "The answer never sleeps: it spins, and asks again and again for what has not come.",
    TIMED: "The answer sleeps for a time of its own; it was to wait until something comes.",
}
Limited = bool | Literal["for long"] | None


LONGEST: dict[Limited, float] = {None: LONG, "for long": A_MINUTE, True: math.inf, False: math.inf}
TIME_AT = {
    "select": 4,
    "pselect6": 4,
    "ppoll": 2,
}  # calls whose limit is a struct of seconds and less, and where


def outcomes(deeds: Iterable[str]) -> list[str]:
    """The sleeps that the keeper has seen among deeds, by their names, or the word that there never will be one."""
    return [deed for deed in deeds if deed in (ASLEEP, *SLEEPLESS)]


def sleepless(deeds: Iterable[str]) -> str | None:
    """The sentence for an answer that did not sleep as it should, by the last of these deeds; None if it did."""
    told = outcomes(deeds)
    return SLEEPLESS.get(told[-1]) if told else None


@dataclass
class Asked:
    """The state of an answer since its test has asked whether it sleeps; times of time.monotonic().

    limited: its sleep may have any limit, but is no nap; if False, it may have none, and if None, only one that is
    longer than any test; "for long", one of A_MINUTE, or it may be many that last FOR_LONG, and longer than the longest
    of them, which has `limit` milliseconds: so they go on. began: the first look. passes, since: the sleep it is in.
    worked: seconds of a core at the first look. timed: seconds in calls with a limit. looked: when last. deeds: how
    many. looks: reads of nothing, and waits that only look: how many. naps: how many. files: reads and writes of files:
    how many. taken: bytes that lay ready for its reads from pipes and sockets. came: bytes that it had read at the last
    look; as long as more come it is at work, be it on the files of a library, and all but those is counted anew.
    """

    limited: Limited = None
    began: float | None = None
    passes: tuple[proc.Sleep, ...] | None = None
    since: float = 0.0
    worked: float | None = None
    timed: float = 0.0
    limit: float = 0.0
    looked: float | None = None
    deeds: int = 0
    looks: int = 0
    naps: int = 0
    files: int = 0
    taken: int = 0
    came: int = 0


def is_endless(
    passes: tuple[proc.Sleep, ...],
    patient: Collection[int] = (),
    library: Collection[int] = (),
    heard: Sequence[Heard] = (),
    now: float = 0.0,
    longest: float = LONG,
) -> bool:
    """Whether all threads sleep until somebody wakes them.

    A limit that is longer than `longest` milliseconds counts as none. patient: processes whose sleep counts in a
    call with any time limit, but no nap. library: those whose sleep counts in any call. heard: the clocks that were
    told of: an alarm, or the limit of a socket, ends a sleep as well.
    """
    limited = sockets_with_a_limit(heard)
    for pid, tid, state, line, _ in passes:
        call = decode(line)
        if state in "ZX" or pid in library or (pid in patient and not _is_nap(call)):
            continue
        if call is None or not (call.endless or _is_long(call, tid, longest)):
            return False
        if alarm_is_armed(pid, heard, now):
            return False
        if limited and call.fd is not None and os.stat(f"/proc/{tid}/fd/{call.fd}").st_ino in limited:
            return False
    return True


def is_lasting(asked: Asked, now: float) -> bool:
    """Whether the sleep of an answer has lasted, and is no nap, in whatever call it is."""
    alive = [decode(line) for _, _, state, line, _ in asked.passes or () if state not in "ZX"]
    return bool(alive) and now - asked.since > LASTING and not any(map(_is_nap, alive))


def _is_nap(call: Call | None) -> bool:
    """Whether nothing but time ends a call, as far as is known."""
    if call is None or call.name in SLEEPS:
        return True
    waited = {"select": 0, "pselect6": 0, "poll": 1, "ppoll": 1}.get(call.name)
    return waited is not None and call.arguments[waited] == 0


def _is_long(call: Call, tid: int, longest: float) -> bool:
    """Whether the time limit of a call is longer than so many milliseconds."""
    return not _is_nap(call) and _limit_of(call, tid) > longest


def _limit_of(call: Call, tid: int) -> float:
    """The time limit of a call in milliseconds; 0 where it has none, or that is not known."""
    if call.name in TIME_AT:
        try:
            (seconds,) = struct.unpack("q", descriptors.memory(tid, call.arguments[TIME_AT[call.name]], 8))
        except OSError:
            return 0.0
        return float(seconds * 1000)
    at = {"poll": 2, "epoll_wait": 3, "epoll_pwait": 3}.get(call.name)
    return 0.0 if at is None else as_int(call.arguments[at])


def _longest_of(passes: tuple[proc.Sleep, ...]) -> float:
    """The longest limit among the calls in which threads sleep, in milliseconds."""
    calls = [(decode(line), tid) for _, tid, state, line, _ in passes if state not in "ZX"]
    return max(
        (_limit_of(call, tid) for call, tid in calls if call is not None and not call.endless), default=0.0
    )


def outcome_of(
    asked: Asked, pids: list[int], now: float, heard: Sequence[Heard] = (), held: Collection[int] = ()
) -> str | None:
    """The sleep of the processes, as far as it is known by now; threads that are held count for nothing."""
    passes = proc.asleep(pids, held)
    endless = passes is not None and _is_as_asked(asked, passes, heard, now)
    lasts = asked.limited == "for long" and not asked.naps
    if passes is not None and not endless and asked.looked is not None:
        slept = lasts and asked.passes is not None  # at the last look as well, however late this one is
        asked.timed += now - asked.looked if slept else min(now - asked.looked, STEP)
    if passes is not None and not endless and lasts:
        asked.limit = max(asked.limit, _longest_of(passes))
    if passes is None or passes != asked.passes:
        asked.passes, asked.since = passes, now
    asked.looked = now
    worked, came = usage.worked(pids), usage.bytes_read(pids) + asked.taken
    if asked.worked is None or asked.began is None or came > asked.came:
        asked.worked, asked.began, asked.looks = worked, now, 0
    asked.came = came
    if (endless and now - asked.since > SETTLED) or (
        lasts and asked.timed * 1000 > max(FOR_LONG, asked.limit + BEHIND)
    ):
        return ASLEEP
    if (asked.timed > PATIENCE and not lasts) or asked.naps > NAPS:
        return TIMED
    if (
        asked.files > FILES
        or asked.looks > LOOKS
        or (now - asked.began > PATIENCE and worked - asked.worked > SPUN)
    ):
        return TIMED if asked.timed > SEEN else SPINS
    return None


def _is_as_asked(asked: Asked, passes: tuple[proc.Sleep, ...], heard: Sequence[Heard], now: float) -> bool:
    if asked.limited is True and not asked.naps:
        return True
    try:
        return is_endless(
            passes,
            heard=() if asked.limited is True else heard,
            now=now,
            longest=LONGEST[asked.limited],
        )
    except OSError:  # a process has gone meanwhile
        return False
