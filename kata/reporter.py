"""Inside a watched process: where it stands and what it calls its descriptors, told on a signal.

The handler is installed before the program itself is loaded and is inherited by every process it forks. It is
asked only after the verdict: a signal before it would end a `pause` or cut a `write` short. A process that has
answered is stopped; it will not be continued.

This module is loaded into every Python program that is watched: it imports nothing that the interpreter has not
loaded by itself, and finds what the program uses among the modules that the program has imported.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import _socket
import io
import os
import stat
import sys

from .notes import note, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any

ASK = getattr(_signal, "SIGRTMIN", _signal.SIGUSR2 - 11) + 11
NEST = 2  # how deep names are looked for in tuples, lists and dicts
CROWD = 64  # how many members of one of them
ENDS = 1000  # how many ends of pipes and pairs are remembered

_folder: str | None = None
_is_own: Callable[[str], bool] = bool
_or_innermost = False
_origins: dict[int, tuple[int, str, int, int]] = {}
_ends: dict[tuple[int, int], tuple[str, int]] = {}


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
    _arm_undisturbed()


def _note_fork() -> None:
    file, line, function = place() or (None, None, None)
    note("fork", parent=os.getppid(), file=file, line=line, function=function)


def _remember_ends() -> None:
    """Remember which line made a descriptor; its name there is the best one for an end that was left open."""
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
        return pair

    os.pipe, os.dup = _like(pipe, noted_pipe), _like(dup, noted_dup)
    _socket.socketpair = _like(socketpair, noted_socketpair)


def _arm_undisturbed() -> None:
    """Let no signal interrupt a process while it tells of its clock: these calls never fail with EINTR otherwise."""

    def undisturbed(arm: Any) -> Any:
        def masked(*arguments: Any) -> Any:
            old = _signal.pthread_sigmask(_signal.SIG_BLOCK, _signal.valid_signals())
            try:
                return arm(*arguments)
            finally:
                _signal.pthread_sigmask(_signal.SIG_SETMASK, old)

        return _like(arm, masked)

    for name in ("alarm", "setitimer"):
        arm = undisturbed(getattr(_signal, name))
        for module in ("_signal", "signal"):
            if module in sys.modules:
                setattr(sys.modules[module], name, arm)


def _like(original: Any, other: Any) -> Any:
    """The other function under the name of the original, as functools.wraps has it."""
    for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(other, attribute, getattr(original, attribute))
    return other


def _made(fd: int, index: int, caller: FrameType | None, is_copy: bool = False) -> None:
    """Remember the program's own line that made this descriptor as the `index`th of its call.

    The index is -1 where a library made it for that line: the line does not name it then.
    """
    frame = next(_stack(caller), None)
    if frame is None:
        return
    named = index if frame is caller else -1
    inode, file, line = os.fstat(fd).st_ino, frame.f_code.co_filename, frame.f_lineno
    _origins[fd] = (inode, file, line, named)
    if named >= 0 and not is_copy and len(_ends) < ENDS:
        _ends[inode, index] = file, line


def origin(fd: int) -> tuple[str, int, int] | None:
    """File, line and index of the call that made this descriptor, if it was watched and is still the same."""
    known = _origins.get(fd)
    if known is None:
        return None
    try:
        same = os.fstat(fd).st_ino == known[0]
    except OSError:
        same = False
    return known[1:] if same else None


def place() -> tuple[str, int, str] | None:
    """File, line and function of the innermost watched frame of the caller."""
    for frame in _stack(sys._getframe(1)):
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name
    return None


def is_own(file: str) -> bool:
    """Whether a file belongs to the program that is watched."""
    return _is_own(file)


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        if _is_own(frame.f_code.co_filename):
            yield frame
        frame = frame.f_back


def _answer(signum: int, frame: FrameType | None) -> None:
    if _folder is None:
        return
    threading = sys.modules.get("threading")
    tids = {thread.ident: thread.native_id for thread in threading.enumerate()} if threading else {}
    main = threading.main_thread().ident if threading else None
    threads = {}
    for ident, top in sys._current_frames().items():
        is_main = ident == main or threading is None
        innermost = frame if is_main and frame is not None else top
        stack = [_told(each) for each in _stack(innermost)]
        if _or_innermost and not stack:
            stack = [_told(innermost)]
        threads[os.getpid() if is_main else tids.get(ident, 0)] = stack
    origins = {fd: known for fd in list(_origins) if (known := origin(fd))}
    ends = [[*end, *where] for end, where in _ends.items()]
    path = f"{_folder}/frames-{os.getpid()}"
    try:
        with open(f"{path}.part", "w") as file:
            file.write(to_json({"threads": threads, "origins": origins, "ends": ends}))
        os.rename(f"{path}.part", path)
    except OSError:
        pass  # no descriptor is left, say: then names are left out
    # Or a `pause` would have come back, and the story gone on without witness.
    os.kill(os.getpid(), _signal.SIGSTOP)


def _told(frame: FrameType) -> dict[str, Any]:
    names: list[tuple[str, int, str]] = []
    for name, value in frame.f_locals.items():
        if not name.startswith(("__", ".")):  # "." is the hidden iterator of a comprehension
            names += _descriptors(name, value, NEST)
    return {
        "file": frame.f_code.co_filename,
        "line": frame.f_lineno,
        "function": frame.f_code.co_name,
        "names": names,
    }


def _descriptors(name: str, value: Any, depth: int) -> list[tuple[str, int, str]]:
    """Name, number and "object" or "number" of all pipes and sockets in a value.

    Only known types are asked for `fileno`: on others it may be anything.
    """
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [(name, value, "number")] if _leads_somewhere(value) else []
    if isinstance(value, io.IOBase | _socket.socket) or _is_a(
        value, "multiprocessing.connection", "Connection"
    ):
        try:
            number = value.fileno()
        except (OSError, ValueError):
            return []
        return [(name, number, "object")] if _leads_somewhere(number) else []
    if depth and isinstance(value, tuple | list) and len(value) <= CROWD:
        return [found for i, v in enumerate(value) for found in _descriptors(f"{name}[{i}]", v, depth - 1)]
    if depth and isinstance(value, dict) and len(value) <= CROWD:
        return [found for k, v in value.items() for found in _descriptors(f"{name}[{k!r}]", v, depth - 1)]
    if depth and (name == "self" or _is_a(value, "subprocess", "Popen")):
        members = getattr(value, "__dict__", {})
        return [found for k, v in members.items() for found in _descriptors(f"{name}.{k}", v, depth - 1)]
    return []


def _is_a(value: object, module: str, name: str) -> bool:
    """Whether it is an object of a class of a library, if the program has imported that."""
    known = getattr(sys.modules.get(module), name, None)
    return isinstance(known, type) and isinstance(value, known)


def _leads_somewhere(number: int) -> bool:
    if not 0 <= number < 1 << 20:
        return False
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
