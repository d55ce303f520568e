"""Tell, when a signal asks, where a watched process stands and by which names it knows its descriptors.

The handler is installed before the program is loaded, and is inherited by every process that it forks. The signal
is sent only after the verdict: before, it would end a `pause` or cut a `write` short. A process that has answered
stops, and is never continued; at a terminal it goes on, and its user ends it.

This module is loaded into every Python program that is watched: it imports nothing that the interpreter has not
loaded by itself, and finds what the program uses among the modules that the program has imported.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import _socket
import os
import sys

from . import closings, tasks
from .asking import ASK, GOES_ON, OWN_INTERRUPT
from .notes import note, to_json
from .pending import files, pending, unread
from .streams import ended_among
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
ENDS = 1000  # how many ends of pipes and pairs, and how many children, are remembered
CALLS = 12  # calls of libraries, each made by the one before

# A process has one handler for a signal and one `os.pipe`, so what they know is kept here, once for a process: a copy
# of it goes to each child with the fork, and nobody has to hand it to a handler that the kernel calls.
_folder: str | None = None
_is_own: Callable[[str], bool] = bool
_or_innermost = False
_origins: dict[int, tuple[int, str, int, int]] = {}
_ends: dict[tuple[int, int], tuple[str, int]] = {}
_reaped: dict[int, int] = {}
_others_began = False
_silent = False
_is_forked = False


def begin(folder: str, is_own: Callable[[str], bool], or_innermost: bool = False) -> None:
    """Answer from now on, in files in `folder`.

    is_own: whether a file belongs to the program that is watched, and not to a library. or_innermost: where a
    thread has no frame in such a file, the innermost of all will do.
    """
    global _is_own, _folder, _or_innermost
    _is_own, _folder, _or_innermost = is_own, folder, or_innermost
    _signal.signal(ASK, _answer)
    os.register_at_fork(after_in_child=_note_fork)
    _remember_ends()
    _remember_children()
    sys.addaudithook(_note_thread)
    _arm_undisturbed()
    _note_sigwait()
    _show_interrupt()


def be_silent(silent: bool) -> None:
    """Note no forks while silent: they are not the program's."""
    global _silent
    _silent = silent


def of_the_program(file: str) -> bool:
    """Whether a file belongs to a program, and not to Python, to a library or to this project."""
    foreign = file.startswith(
        (os.path.dirname(os.__file__), "<frozen", os.path.dirname(os.path.dirname(__file__)))
    )
    return not foreign and "site-packages" not in file and "dist-packages" not in file


def _note_fork() -> None:
    global _is_forked
    _is_forked = True
    if _silent:
        return
    file, line, function = place() or (None, None, None)
    note("fork", parent=os.getppid(), file=file, line=line, function=function)


def _remember_ends() -> None:
    """Remember which line made a descriptor: the name on that line is the best one for an end left open."""
    pipe, dup, socketpair = os.pipe, os.dup, _socket.socketpair

    def noted_pipe() -> tuple[int, int]:
        ends = pipe()
        for index, fd in enumerate(ends):
            _made(fd, index, sys._getframe(1))
        return ends

    def noted_dup(fd: int, /) -> int:
        copy = dup(fd)
        _made(copy, 0, sys._getframe(1), is_copy=True)
        return copy

    def noted_socketpair(*arguments: Any) -> Any:
        pair = socketpair(*arguments)
        for index, end in enumerate(pair):  # made for `socket.socketpair`, which the program has called
            _made(end.fileno(), index, sys._getframe(1).f_back)
        closings.pair(*(end.fileno() for end in pair))
        return pair

    os.pipe, os.dup = like(pipe, noted_pipe), like(dup, noted_dup)
    _socket.socketpair = like(socketpair, noted_socketpair)


def _remember_children() -> None:
    """Remember how the children ended that were waited for: the kernel forgets it then."""

    def remembered(wait: Any) -> Any:
        def wait_remembered(*arguments: Any, **keywords: Any) -> Any:
            pid, status = wait(*arguments, **keywords)
            if pid > 0 and len(_reaped) < ENDS:
                _reaped[pid] = status
            return pid, status

        return wait_remembered

    for name in ("wait", "waitpid"):
        original = getattr(os, name)
        setattr(os, name, like(original, remembered(original)))


def _note_thread(event: str, arguments: tuple[Any, ...]) -> None:
    """Whether there ever was a second thread decides who can have taken a lock."""
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
    """Let others see whether the program has a handler of its own for SIGINT: it may be told to go on by that."""
    if not hasattr(_signal, "SIGRTMIN"):
        return
    arm = _signal.signal

    def show(handler: Any) -> None:
        bound = getattr(handler, "func", None)  # asyncio ends its main task by a functools.partial
        asyncio = getattr(bound, "__module__", None) == "asyncio.runners"
        is_own = handler is _signal.default_int_handler or asyncio
        arm(OWN_INTERRUPT, _ignore if is_own else _signal.SIG_DFL)

    def shown(signum: int, handler: Any, /) -> Any:
        before = arm(signum, handler)
        if signum == _signal.SIGINT:
            show(handler)
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


def like(original: Any, other: Any) -> Any:
    """Give the other function the name of the original, as functools.wraps does, which loads much else."""
    for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(other, attribute, getattr(original, attribute))
    return other


def _made(fd: int, index: int, caller: FrameType | None, is_copy: bool = False) -> None:
    """Remember the program's own line that made a descriptor, the `index`th that its call returned.

    The index is -1 if a library made it for that line: then the line does not name it.
    """
    frame = next(_stack(caller), None)
    if frame is None:
        return
    named = index if frame is caller else -1
    inode, file, line = os.fstat(fd).st_ino, frame.f_code.co_filename, frame.f_lineno
    _origins[fd] = (inode, file, line, named)
    if named >= 0 and not is_copy and len(_ends) < ENDS:
        _ends[inode, index] = file, line


def remember(fd: int, where: tuple[str, int, int]) -> None:
    """Remember where a descriptor was made, as another process has told."""
    _origins[fd] = (os.fstat(fd).st_ino, *where)


def origin(fd: int) -> tuple[str, int, int] | None:
    """File, line and index of the call that made a descriptor, if it was seen and the descriptor is still the same."""
    known = _origins.get(fd)
    if known is None:
        return None
    try:
        same = os.fstat(fd).st_ino == known[0]
    except OSError:
        same = False
    return known[1:] if same else None


def place() -> tuple[str, int, str] | None:
    """File, line and function of the innermost of the caller's frames that is the program's own."""
    for frame in _stack(sys._getframe(1)):
        return frame.f_code.co_filename, frame.f_lineno, closings.named(frame)
    return None


def is_own(file: str) -> bool:
    """Whether a file belongs to the program that is watched."""
    return _is_own(file)


def belongs(frame: FrameType) -> bool:
    """Whether a frame is of the program: code that a library has made of a text is not."""
    file = frame.f_code.co_filename
    made = file.startswith("<") and frame.f_globals.get("__name__") != "__main__"
    return not made and _is_own(file)


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        if belongs(frame):
            yield frame
        frame = frame.f_back


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
    threads = {}
    loops: list[tuple[int, Any, FrameType]] = []
    for ident, top in sys._current_frames().items():
        tid = tids.get(ident, 0)
        innermost = interrupted if ident == main and interrupted is not None else top
        name = known[ident].name if ident in known and ident != main else None
        threads[tid] = {"name": name, **_of_stack(_frames_from(innermost))}
        around = (loop for frame in _frames_from(innermost) if (loop := tasks.loop_of(frame)))
        loops += [(tid, loop, innermost) for loop in around]
    main_stack = _frames_from(interrupted) if interrupted is not None else iter(())
    serves = not any(thread["own"] for thread in threads.values()) and any(map(_serves, main_stack))
    service = MANAGER if serves else _service(threads.get(os.getpid(), {}).get("stack", []))
    with_buffers = files()
    return {
        "service": service,
        "threads": threads,
        "tasks": [told for tid, loop, top in loops for told in _of_tasks(tid, loop, top)],
        "reaped": list(_reaped.items()),
        "alone": not _others_began,
        "pending": pending(with_buffers),
        "unread": unread(with_buffers),
        "origins": {fd: where for fd in list(_origins) if (where := origin(fd))},
        "ends": [[*end, *where] for end, where in _ends.items()],
        "given": closings.all_given(),
        "ended": ended_among(threads.values()),
    }


def _of_tasks(tid: int, loop: Any, top: FrameType) -> list[dict[str, Any]]:
    """The tasks of a loop, as threads beside the one with this tid; `awaits` are places in this list.

    top: the innermost frame of that thread.
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


def _of_stack(frames: Iterator[FrameType]) -> dict[str, Any]:
    """The program's own frames, the innermost first, and the calls of libraries that the innermost makes.

    `calls` are [function, kind, key, owner, text] of the methods in which the program's own line is, such as `get` of a
    queue, the one that it calls itself first.
    """
    own: list[dict[str, Any]] = []
    inner: list[FrameType] = []
    for frame in frames:
        if frame.f_code.co_filename.startswith(closings.OURS):
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
        "calls": [_called(each) for each in inner[::-1][:CALLS]] if own else [],
        "own": bool(own),
    }


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
