"""Find locks, threads and queues that threads wait for, and who holds them.

The kernel knows only the address of a futex. The program knows more: its innermost line in a waiting thread names an
object, and another thread holds that object if its line is inside a `with` of it, or after its `acquire`.
"""

from __future__ import annotations

from dataclasses import replace

from kata.autopsy import source, taken
from kata.autopsy.facts import End, Key, Named
from kata.autopsy.frames import Called, Told
from kata.facts import Snapshot, Thread
from kata.kernel.syscalls import FUTEX_PRIVATE_FLAG

HELD = {
    "mutex",
    *("lock", "rlock", "condition", "semaphore"),
    *("shared lock", "shared semaphore", "shared condition"),
    *("managed lock", "managed semaphore", "managed condition"),
    *("task lock", "task condition", "task semaphore"),
    "import",
}
"""The kinds of objects that one thread can keep from another by holding them."""
UNTIL_NOTIFIED = {"wait", "wait_for"}
HOW = {"__enter__": "with", "__aenter__": "with"}
SHARED = ("shared", "managed")
"""Beginnings of kinds of objects that several processes have."""


def waited(pid: int, tid: int, told: dict[int, Told]) -> Key | None:
    """The key of the object that a thread waits for: ("lock", kind, its pid or 0 if it is shared, key of that kind)."""
    found = operation(pid, tid, told)
    if found is None:
        return None
    named, _ = found
    if named.kind in ("thread", "child", "task"):
        return None  # these are not held: they end
    return _key(pid, named)


def operation(pid: int, tid: int, told: dict[int, Told]) -> tuple[Named, str] | None:
    """The object that a thread waits for, and how: `acquire`, `join`, `get`, "with"."""
    of_process = told.get(pid)
    frames = of_process.threads.get(tid, ()) if of_process else ()
    if of_process is None or tid in of_process.library:
        return None
    call = _waiting_call(of_process.calls.get(tid, ()))
    if not frames:  # the wait is the target of the thread
        return _spoken(call)
    on_line = list(source.waited(frames[0].file, frames[0].line))
    if call is not None and call.kind is not None and call.key is not None:
        same = [each for each in frames[0].objects if (each.kind, each.key) == (call.kind, call.key)]
        text = call.text or next((text for text, how in on_line if how == call.function), "")
        spoken = [each for each in same if each.text in {text for text, _ in on_line}]
        anonymous = Named(text, call.kind, call.key)
        found = next(iter(spoken or ([anonymous] if text else same)), anonymous)
        owner = found.owner if call.owner is None else call.owner
        return replace(found, owner=owner), HOW.get(call.function, call.function)
    for text, how in on_line:
        for each in frames[0].objects:
            if each.text == text:
                return each, how
    return None


def _waiting_call(calls: tuple[Called, ...]) -> Called | None:
    """The first of the calls of libraries, each within the one before, that waits for something.

    A library may wait for a child by the ends of its output, so such a wait counts only if the program calls it itself.
    """
    waiting = HOW.keys() | source.WAITS | source.COLLECTS | source.CHANNELS
    known = [each for each in calls if each.kind is not None and each.function in waiting]
    return next((each for each in known if each is calls[0] or each.kind != "child"), None)


def _spoken(call: Called | None) -> tuple[Named, str] | None:
    """The object that a call of a library waits for, and how."""
    if call is None or call.kind is None or call.key is None:
        return None
    return Named(call.text, call.kind, call.key, call.owner), call.function


def of_a_library(pid: int, tid: int, told: dict[int, Told]) -> tuple[Key, str] | None:
    """The thing that a thread of a library waits for, as `waited` has it, and how."""
    of_process = told.get(pid)
    if of_process is None or tid not in of_process.library:
        return None
    found = _spoken(_waiting_call(of_process.calls.get(tid, ())))
    return found and (_key(pid, found[0]), found[1])


def _key(pid: int, named: Named) -> Key:
    return ("lock", named.kind, 0 if named.kind.startswith(SHARED) else pid, named.key)


def joins_a_child(pid: int, tid: int, told: dict[int, Told]) -> bool:
    """Whether a thread waits for a process to end that it has started, in whichever way the library does that."""
    found = operation(pid, tid, told)
    return found is not None and (found[0].kind, found[1]) == ("child", "join") and found[0].key != "0"


def name(key: Key, told: dict[int, Told]) -> str | None:
    """The name of an object in the program: on a line that waits for it, or else on any."""
    for pid, of_process in told.items():
        for tid in of_process.threads:
            found = operation(pid, tid, told)
            if found and found[0].text and waited(pid, tid, told) == key:
                return found[0].text
    names = (named.text for _, _, named in _mentions(key, told))
    return next(names, None)


def holders(key: Key, told: dict[int, Told]) -> tuple[End, ...]:
    """The threads that hold a lock: its owner, if Python tells, or else those whose lines come after taking it."""
    found: dict[tuple[int, int], End] = {}
    if key[1] not in HELD:
        return ()
    waiting = [(pid, tid, operation(pid, tid, told)) for pid, each in told.items() for tid in each.threads]
    asked = [(pid, tid, each[0]) for pid, tid, each in waiting if each and _is(each[0], pid, key)]
    for pid, _, named in [*asked, *_mentions(key, told)]:
        if named.owner is not None:
            found.setdefault((pid, named.owner), End(pid, None, "holder", named.text, None, named.owner))
    if found:
        return tuple(found.values())
    for pid, of_process in told.items():
        for tid, frames in of_process.threads.items():
            if _waits_to_be_notified(pid, tid, key, told):
                continue
            for frame in frames:
                for named in frame.objects:
                    since = taken.taken(frame.file, frame.line, named.text) if _is(named, pid, key) else None
                    if since == frame.line and waited(pid, tid, told) == key:
                        continue  # `with lock: pass` on one line: it is not inside yet
                    if since is not None:
                        end = End(pid, None, "holder", named.text, f"{frame.file}:{since}", tid)
                        found.setdefault((pid, tid), end)
    return tuple(found.values()) or _before(key, told)


def _before(key: Key, told: dict[int, Told]) -> tuple[End, ...]:
    """The thread that waits for a lock, if it took that itself before: in a round before, or as the only thread."""
    if key[1] not in ("lock", "shared lock"):
        return ()
    for pid, of_process in told.items():
        for tid, frames in of_process.threads.items():
            if waited(pid, tid, told) != key:
                continue
            name = operation(pid, tid, told)
            text, line = (name[0].text if name else ""), frames[0].line
            if taken.taken_a_round_before(frames[0].file, line, text):
                return (End(pid, None, "holder", text or None, f"{frames[0].file}:{line}", tid),)
            if of_process.alone and key[1] == "lock":
                return (End(pid, None, "holder", text or None, None, tid),)
    return ()


def mutex(pid: int, thread: Thread, snapshot: Snapshot) -> Key | None:
    """The key of the mutex of a C library that a thread waits for, if its owner is one of the threads that are seen."""
    call = thread.call
    if call is None or not thread.owner or _process_of(thread.owner, snapshot) is None:
        return None
    if call.arguments[1] & FUTEX_PRIVATE_FLAG or thread.memory is None or thread.memory.by_fork:
        return ("lock", "mutex", pid, str(call.arguments[0]))
    return ("lock", "mutex", 0, f"{thread.memory.device}:{thread.memory.inode}:{call.arguments[0] & 0xFFF}")


def owners(key: Key, snapshot: Snapshot) -> tuple[End, ...]:
    """The owners of a mutex, as its waiters tell."""
    tids = [
        thread.owner
        for process in snapshot.processes
        for thread in process.threads
        if mutex(process.pid, thread, snapshot) == key
    ]
    known = ((tid, _process_of(tid, snapshot)) for tid in dict.fromkeys(tids))
    return tuple(End(pid, None, "holder", None, None, tid) for tid, pid in known if pid is not None)


def _process_of(tid: int, snapshot: Snapshot) -> int | None:
    return next((p.pid for p in snapshot.processes if any(t.tid == tid for t in p.threads)), None)


def _waits_to_be_notified(pid: int, tid: int, key: Key, told: dict[int, Told]) -> bool:
    """Whether a thread waits in a condition, and so has released its lock."""
    found = operation(pid, tid, told)
    return found is not None and found[1] in UNTIL_NOTIFIED and waited(pid, tid, told) == key


def _mentions(key: Key, told: dict[int, Told]) -> list[tuple[int, int, Named]]:
    return [
        (pid, tid, named)
        for pid, of_process in told.items()
        for tid, frames in of_process.threads.items()
        for frame in frames
        for named in frame.objects
        if _is(named, pid, key)
    ]


def _is(named: Named, pid: int, key: Key) -> bool:
    return (named.kind, named.key) == (key[1], key[3]) and key[2] in (0, pid)
