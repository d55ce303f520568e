"""Tell, when a signal asks, where a watched process stands and by which names it knows its descriptors.

The handler is installed before the program is loaded, and is inherited by every process that it forks. The signal
is sent only after the verdict: before, it would end a `pause` or cut a `write` short. A process that has answered
stops, and is never continued; at a terminal it goes on, and its user ends it.

This module is loaded into every Python program that is watched: it imports nothing that the interpreter has not
loaded by itself, and finds what the program uses among the modules that the program has imported.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import atexit  # a part of the interpreter, as `_signal` is
import os
import sys

from . import calls, closings, lines, origins, reach, tasks, waited
from .asking import ASK, GOES_ON, REACH
from .lines import belongs, place
from .notes import note, to_json
from .streams import ended_among
from .unflushed import files, pending, unread
from .values import described, native_ids, waitable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any

MANAGER = "multiprocessing.managers"
SERVICES = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")  # in their command lines
BEGINS = {("multiprocessing.process", "_bootstrap")}
"""Functions in which a child begins, by module and name: the frames further out are those of its parent."""
FORKS = {("multiprocessing.popen_fork", "_launch"), ("multiprocessing.forkserver", "main")}
"""Functions that fork. Since Python 3.14 the child returns into them to run what is registered for its exit."""
CALLS = 12  # calls of libraries, each made by the one before

# A process has one handler for a signal and one `os.pipe`, so what they know is kept here, once for a process: a copy
# of it goes to each child with the fork, and nobody has to hand it to a handler that the kernel calls.
_folder: str | None = None
_or_innermost = False
_silent = False
_is_forked = False


def begin(folder: str, is_own: Callable[[str], bool], or_innermost: bool = False) -> None:
    """Answer from now on, in files in `folder`.

    is_own: whether a file belongs to the program that is watched, and not to a library. or_innermost: where a
    thread has no frame in such a file, the innermost of all will do.
    """
    global _folder, _or_innermost
    _folder, _or_innermost = folder, or_innermost
    lines.begin(is_own)
    _signal.signal(ASK, _answer)
    # Python takes back all handlers when it ends, and then the question would kill.
    atexit.register(_signal.signal, ASK, _signal.SIG_IGN)
    os.register_at_fork(after_in_child=_note_fork)
    origins.begin()
    calls.begin()
    waited.begin()


def be_silent(silent: bool) -> None:
    """Note no forks while silent: they are not the program's."""
    global _silent
    _silent = silent


def _note_fork() -> None:
    global _is_forked
    _is_forked = True
    if _silent:
        return
    file, line, function = place() or (None, None, None)
    note("fork", parent=os.getppid(), file=file, line=line, function=function)


def _answer(signum: int, frame: FrameType | None) -> None:
    if _folder is None:
        return
    path = f"{_folder}/frames-{os.getpid()}"
    try:
        with open(f"{path}.part", "w") as file:
            file.write(to_json(_everything(frame)))
        os.rename(f"{path}.part", path)
    except OSError:
        pass  # for example, no descriptor is left: the report does without names
    if os.path.exists(f"{_folder}/{GOES_ON}") or not os.path.isdir(_folder):
        return
    # Otherwise a `pause` would return, and the program go on unseen.
    os.kill(os.getpid(), _signal.SIGSTOP)


def _everything(interrupted: FrameType | None) -> dict[str, Any]:
    """All that the process tells: its threads by tid, its tasks, its buffers, and where its descriptors were made."""
    threading = sys.modules.get("threading")
    known = dict(threading._active) if threading else {}
    tids = native_ids()
    main = threading.main_thread().ident if threading else next(iter(tids))
    tids[main] = os.getpid()
    threads: dict[int, dict[str, Any]] = {}
    polling, until = _polling(), reach.deadline()
    loops: list[tuple[int, Any, FrameType]] = []
    for ident, top in sys._current_frames().items():
        tid = tids.get(ident, 0)
        innermost = interrupted if ident == main and interrupted is not None else top
        name = known[ident].name if ident in known and ident != main else None
        threads[tid] = {"name": name, **_of_stack(_frames_from(innermost))}
        threads[tid]["daemon"] = ident in known and known[ident].daemon
        around = [loop for frame in _frames_from(innermost) if (loop := tasks.loop_of(frame))]
        loops += [(tid, loop, innermost) for loop in around]
        if tid in polling:
            own = _of_this_process(innermost)
            threads[tid]["reaches"] = (
                reach.of_loop(around[0], own, until) if around else reach.of_frames(own, until)
            )
    main_stack = _frames_from(interrupted) if interrupted is not None else iter(())
    serves = not any(thread["own"] for thread in threads.values()) and any(map(_serves, main_stack))
    service = MANAGER if serves else _service(threads.get(os.getpid(), {}).get("stack", []))
    with_buffers = files()
    return {
        "service": service,
        "threads": threads,
        "tasks": [
            told for tid, loop, top in loops for told in _of_tasks(tid, loop, top, tid in polling, until)
        ],
        "handlers": reach.of_handlers(until) if polling else None,
        "reaped": list(waited.reaped().items()),
        "alone": not calls.others_began(),
        "pending": pending(with_buffers),
        "unread": unread(with_buffers),
        "origins": origins.known(),
        "ends": origins.ends(),
        "given": closings.all_given(),
        "ended": ended_among(threads.values()),
    }


def _polling() -> set[int]:
    """The tids of the threads that poll, as somebody who asks has seen them."""
    try:
        with open(f"{_folder}/{REACH}") as file:
            return {int(line) for line in file}
    except (OSError, ValueError):
        return set()


def _of_tasks(tid: int, loop: Any, top: FrameType, polls: bool, until: float) -> list[dict[str, Any]]:
    """The tasks of a loop, as threads beside the one with this tid; `awaits` are places in this list.

    top: the innermost frame of that thread. polls: whether tasks with a limit tell all that they reach, `until` then.
    """
    found = tasks.of_loop(loop)
    running = tasks.running(loop)
    told = []
    for task in found:
        frames = tasks.stack(task, top if task is running else None)
        awaits = [found.index(other) for other in tasks.awaited_by(task, frames) if other in found]
        fd = tasks.polled_by(frames)
        place = {
            "tid": tid,
            "name": tasks.name_of(task),
            "awaits": awaits,
            "fd": fd,
            "running": task is running,
            "timed": tasks.is_timed(frames),
        }
        told.append({**place, **_of_stack(iter(frames))})
        if polls and place["timed"]:
            told[-1]["reaches"] = reach.of_frames(frames, until)
    return told


def _service(stack: list[dict[str, Any]]) -> str | None:
    """The library that started this process for its own use, if nothing but the command of the library runs.

    A process that it has forked has the same command line, and is no service.
    """
    only_its_command = not _is_forked and all(frame["file"] == "<string>" for frame in stack)
    named = next((name for name in SERVICES if any(name in word for word in sys.orig_argv)), None)
    return named if only_its_command else None


def _serves(frame: FrameType) -> bool:
    """Whether a process is that of a manager of multiprocessing, which keeps objects for others."""
    return frame.f_code.co_name == "_run_server" and frame.f_globals.get("__name__") == MANAGER


def _frames_from(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _of_this_process(top: FrameType) -> list[FrameType]:
    """The frames of a thread, those of libraries as well, up to the one in which this process has begun."""
    found = []
    for frame in _frames_from(top):
        if not closings.is_ours(frame.f_code):
            found.append(frame)
        if _begins_in(frame):
            break
    return found


def _of_stack(frames: Iterator[FrameType]) -> dict[str, Any]:
    """The program's own frames, the innermost first, and the calls of libraries that the innermost makes.

    `calls` are [function, kind, key, owner, text] of the methods in which the program's own line is, such as `get` of a
    queue, the one that it calls itself first; of a thread without such a line, those of its innermost frames.
    """
    own: list[dict[str, Any]] = []
    inner: list[FrameType] = []
    for frame in frames:
        if closings.is_ours(frame.f_code):
            continue  # a library that switches stacks does not tell which one the question has interrupted
        if belongs(frame):
            own.append(described(frame))
        elif not own:
            inner.append(frame)
        if _begins_in(frame):
            break
    stack = own
    if _or_innermost and not own and inner:
        stack = [described(inner[0])]
    return {
        "stack": stack,
        "calls": [_called(each) for each in (inner[:CALLS] if not own else inner[-CALLS:])[::-1]],
        "own": bool(own) or _is_a_wait(inner),
    }


def _is_a_wait(frames: list[FrameType]) -> bool:
    """Whether the target of a thread is itself a wait, as in `Thread(target=barrier.wait)`: the program waits there."""
    thread = getattr(sys.modules.get("threading"), "Thread", None)
    begin = thread and thread.run.__code__
    target = next((frames[i - 1] for i, each in enumerate(frames) if i and each.f_code is begin), None)
    return target is not None and waitable(target.f_locals.get("self")) is not None


def _begins_in(frame: FrameType) -> bool:
    """Whether this process has begun in this function."""
    function = (frame.f_globals.get("__name__"), frame.f_code.co_name)
    return function in BEGINS or (_is_forked and function in FORKS)


def _called(frame: FrameType) -> list[Any]:
    name = frame.f_code.co_varnames[0] if frame.f_code.co_argcount else ""
    value = frame.f_locals.get(name)
    kind, key, owner = waitable(value) or (None, None, None)
    if kind == "future" and owner is None and tasks.loop_that_completes(value):
        owner = native_ids().get(tasks.loop_that_completes(value)._thread_id)
    text = getattr(value, "name", "") if kind == "import" else ""
    return [frame.f_code.co_name, kind, key, owner, text]
