"""Find among all waits the one cause that the learner must mend first.

The reason lies in the `dependencies`: in the group of waits on which all others depend. In that group the causes are
tried in an order in which mending one makes the later ones vanish.
"""

from __future__ import annotations

from kata.autopsy.dependencies import core
from kata.autopsy.facts import Cause, End, Finding, Wait, Wants
from kata.autopsy.ranking import ENDS, is_a_reader_of_a_queue, is_far, is_meant, others_of, preference
from kata.autopsy.waits import READERS, is_for_anybody
from kata.facts import Snapshot


def diagnose(found: tuple[Wait, ...], snapshot: Snapshot, clients_come: bool = False) -> Finding:
    """The cause among all waits, with the wait that shows it and the ends to blame. clients_come: as for `core`."""
    if not found:
        return Finding("unknown")
    group = core(found, clients_come)
    for judge in (
        _signal_blocked,
        _edge_missed,
        _nobody_reads,
        _unflushed,
        _unread,
        _lock_of_the_sender,
        _end_of_the_test,
        _own_write_end,
        _circular_wait,
        _forgotten_end,
        _idle_write_end,
        _other_write_end,
        _peer_gone,
        _waiting_for_child,
        _no_more_data,
    ):
        in_order = sorted(group, key=lambda w: preference(w, group, snapshot))
        for wait in (
            group if judge is _waiting_for_child else in_order
        ):  # of alike children, the first is told
            finding = judge(wait, group, snapshot)
            if finding:
                return finding
    for wants, cause in CAUSES:
        for wait in sorted(group, key=lambda w: (is_a_reader_of_a_queue(w, group), *is_far(w))):
            if wait.wants == wants and not wait.outside:
                return Finding(cause, wait, _held_up(wait, group) or others_of(wait) or _itself(wait))
    return Finding("unknown", group[0])


CAUSES: tuple[tuple[Wants, Cause], ...] = (
    ("lock", "lock-never-released"),
    ("child", "waiting-for-child"),
    ("signal", "signal-never-comes"),
    ("place", "nobody-accepts"),
    ("client", "nobody-connects"),
    ("partner", "fifo-half-open"),
    ("thread", "lock-never-released"),
    ("task", "lock-never-released"),
)
"""The causes, by what is waited for, if no end of a pipe or socket is to blame; in the order of mending."""


def _held_up(wait: Wait, group: list[Wait]) -> tuple[End, ...]:
    """The locks to blame if each wait in the group is for a lock that another holds; the one of this wait first."""
    locks_of = [w for w in group if w.wants == "lock" and others_of(w)]
    if wait not in locks_of:
        return ()
    ends = [end for each in (wait, *locks_of) for end in others_of(each) if end.side == "holder"]
    return tuple(dict.fromkeys(ends))


def _itself(wait: Wait) -> tuple[End, ...]:
    """The end that names the object of a wait, if nobody holds it."""
    return (End(wait.pid, None, "waiter", wait.name, None, wait.tid),) if wait.name else ()


def _depends(wait: Wait, other: Wait) -> bool:
    return (
        any(pid == other.pid and tid in (0, other.tid) for pid, tid in wait.depends_on)
        and wait.tid != other.tid
    )


def _senders(wait: Wait, group: list[Wait]) -> tuple[End, ...]:
    """The other ends that could send: a process that waits at the same end as this wait only listens."""
    key = wait.thing.key if wait.thing else None
    alike = (w for w in group if w.side == wait.side and (w.thing.key if w.thing else None) == key)
    fellows = {w.pid for w in alike} - {wait.pid}
    return tuple(end for end in others_of(wait) if end.pid not in fellows)


def _signal_blocked(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A signal that would end a process, or that one waits for, was sent and is blocked."""
    kept = bool(wait.blocked) and (wait.ends_it or wait.wants == "signal")
    return Finding("signal-blocked", wait) if kept else None


def _edge_missed(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    own = [end for end in (wait.thing.ends if wait.thing else ()) if (end.pid, end.fd) == (wait.pid, wait.fd)]
    return Finding("edge-missed", wait, tuple(own)) if wait.missed else None


def _nobody_reads(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    readers = others_of(wait)
    elsewhere = tuple(end for end in readers if end.pid != wait.pid)
    reached = wait.wants == "room" and not wait.outside
    return Finding("nobody-reads", wait, elsewhere or readers) if reached else None


def _unflushed(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A writer has the data in a buffer, and a flush would be enough: the writer itself does not wait for an end."""
    ends = tuple(end for end in others_of(wait) if end.pending)
    if wait.wants not in ("data", "data or end") or not ends:
        return None
    writers = [other for other in group if other.pid in {end.pid for end in ends}]
    talk = any(other.wants in ("data", "data or end") and _answers(wait, other) for other in writers)
    return Finding("unflushed-buffer", wait, ends) if wait.wants == "data" or talk else None


def _answers(wait: Wait, other: Wait) -> bool:
    """Whether one could send the data that another waits for, and does not only keep an end of it."""
    return any(end.pid == wait.pid and is_meant(end) for end in others_of(other))


def _unread(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """Nothing more is sent, for it has come already: it sits in a buffer of the process that waits for it."""
    own = [end for end in (wait.thing.ends if wait.thing else ()) if (end.pid, end.fd) == (wait.pid, wait.fd)]
    if wait.wants != "data" or not any(end.unread for end in own):
        return None
    return Finding("no-more-data", wait, others_of(wait))


def _own_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in READERS or wait.thing is None or wait.thing.kind.startswith(("datagram", "UDP")):
        return None
    beside = next((other for other in group if _is_across(other, wait)), None)
    if beside is not None and "data" in (wait.wants, beside.wants):
        return Finding("circular-wait", wait, others_of(wait) + others_of(beside))
    own = tuple(end for end in others_of(wait) if end.pid == wait.pid and not _is_at_work_with(end, wait))
    if own and (wait.wants != "data" or own == _senders(wait, group)):
        cause: Cause = "nobody-accepts" if _is_of_a_queue(wait, snapshot) else "own-write-end"
        return Finding(cause, wait, own + _kept_as_well(wait))
    return None


def _is_of_a_queue(wait: Wait, snapshot: Snapshot) -> bool:
    """Whether a connection was not accepted yet: its other end is the socket that listens."""
    key = wait.thing.key if wait.thing else ("",)
    known = [snapshot.sockets.get(int(inode)) for inode in key[1:]] if key[0] == "socket" else []
    return any(each is not None and each.listening for each in known)


def _kept_as_well(wait: Wait) -> tuple[End, ...]:
    """The copies of the other end that other processes only keep: they would have to close them, too."""
    if wait.wants not in ENDS:
        return ()
    return tuple(end for end in others_of(wait) if end.pid != wait.pid and not is_meant(end))


def _is_at_work_with(end: End, wait: Wait) -> bool:
    """Whether another thread of the same process uses an end, and not the one that waits."""
    return any(tid != wait.tid for tid in end.users)


def _lock_of_the_sender(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """Another thread of the process could send the data, and waits for a lock that this thread holds."""
    if wait.wants not in READERS or all(end.pid != wait.pid for end in others_of(wait)):
        return None
    for other in group:
        if other.pid == wait.pid and other.wants == "lock":
            held = tuple(end for end in others_of(other) if end.side == "holder" and end.tid == wait.tid)
            if held:
                return Finding("lock-never-released", other, held)
    return None


def _end_of_the_test(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A child that is waited for waits itself for an end that only a test can close: nobody else knows of it."""
    others = others_of(wait)
    if wait.wants not in READERS or not others or not all(end.of_test for end in others):
        return None
    parent = next((other for other in group if wait.pid in other.children), None)
    return Finding("waiting-for-child", parent) if parent else None


def _is_across(other: Wait, wait: Wait) -> bool:
    """Whether another thread or task of the same process waits for data at the other end."""
    same = (other.pid, other.thing) == (wait.pid, wait.thing) and other.tid != wait.tid
    return same and other.side != wait.side and other.wants in READERS


def _circular_wait(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """All in the group read, each from another; or two read from each other, and some data would wake one of them.

    The other one has the end for good reason, even if this one waits for it to be closed: it has yet to write.
    """
    if wait.wants not in READERS:
        return None
    others = tuple(end for end in _senders(wait, group) if end.pid != wait.pid)
    if others and len(group) > 2 and all(other.wants == "data" for other in group):
        return Finding("circular-wait", wait, others)
    senders = {end.pid for end in _senders(wait, group)}
    for other in group:
        answer = other.wants in READERS and "data" in (wait.wants, other.wants)
        if answer and other.pid in senders and other.pid != wait.pid and _depends(other, wait):
            return Finding("circular-wait", wait, _ends_of(wait, other) + _ends_of(other, wait))
    return None


def _ends_of(wait: Wait, other: Wait) -> tuple[End, ...]:
    return tuple(end for end in others_of(wait) if end.pid == other.pid)


def _forgotten_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in ("end", "data or end"):
        return None
    others = others_of(wait)
    forgotten = bool(others) and all(_is_forgotten(end, snapshot) for end in others)
    return Finding("other-write-end", wait, others) if forgotten else None


def _other_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    others = others_of(wait) if wait.wants in ENDS else ()
    return Finding("other-write-end", wait, others) if others else None


def _idle_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A holder of the other end, unless all holders need it, as a filter needs its standard output."""
    found = _other_write_end(wait, group, snapshot)
    return None if found and all(_is_standard(end, snapshot) for end in found.blame) else found


def _is_standard(end: End, snapshot: Snapshot) -> bool:
    holder = next(process for process in snapshot.processes if process.pid == end.pid)
    return holder.image is not None and end.fd in (0, 1, 2)


def _is_forgotten(end: End, snapshot: Snapshot) -> bool:
    """Whether the holder, a program started by exec, cannot know of this end: it is no standard descriptor."""
    holder = next(process for process in snapshot.processes if process.pid == end.pid)
    return holder.image is not None and end.fd is not None and end.fd > 2


def _peer_gone(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in READERS or wait.thing is None or not wait.thing.kind.startswith("datagram"):
        return None
    return None if others_of(wait) else Finding("peer-gone-datagram", wait)


def _waiting_for_child(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A child waits for its first data, and all who could send any wait for it to exit."""
    senders = tuple(end for end in _senders(wait, group) if end.pid != wait.pid)
    if wait.wants != "data" or wait.repeated or not senders:
        return None
    parents = {other.pid: other for other in group if wait.pid in other.children}
    if any(end.pid not in parents for end in senders):
        return None
    return Finding("waiting-for-child", parents[senders[0].pid], senders)


def _no_more_data(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in READERS or (wait.outside and not is_for_anybody(wait)):
        return None
    return Finding("no-more-data", wait, _senders(wait, group) or others_of(wait))
