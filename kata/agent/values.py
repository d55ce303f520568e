"""What the values in a frame are to the system: descriptors, locks, threads, children.

Loaded into every Python program that is watched: it imports nothing that the interpreter has not loaded by
itself. Classes of libraries are looked up among the modules that the program has imported, and nothing of the
program's own code is ever run.
"""

from __future__ import annotations

import _socket
import _thread
import io
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

NEST = 2  # how deep values are looked for in tuples, lists, dicts and attributes
CROWD = 64  # how many members of one of them

# What a program may wait for besides descriptors: the module and the class, and what it is called here.
WAITABLE = (
    ("_thread", "LockType", "lock"),
    ("_thread", "RLock", "rlock"),
    ("threading", "Condition", "condition"),
    ("threading", "Event", "event"),
    ("threading", "Semaphore", "semaphore"),
    ("threading", "Barrier", "barrier"),
    ("threading", "Thread", "thread"),
    ("queue", "Queue", "queue"),
    ("_queue", "SimpleQueue", "queue"),
    ("concurrent.futures", "Future", "future"),
    ("concurrent.futures", "Executor", "executor"),
    ("subprocess", "Popen", "child"),
    ("multiprocessing.process", "BaseProcess", "child"),
    ("asyncio.subprocess", "Process", "child"),
    ("multiprocessing.synchronize", "Lock", "shared lock"),
    ("multiprocessing.synchronize", "RLock", "shared lock"),
    ("multiprocessing.synchronize", "Semaphore", "shared semaphore"),
    ("multiprocessing.synchronize", "Condition", "shared condition"),
    ("multiprocessing.synchronize", "Event", "shared event"),
    ("multiprocessing.synchronize", "Barrier", "shared barrier"),
    ("multiprocessing.queues", "Queue", "shared queue"),
    ("multiprocessing.queues", "SimpleQueue", "shared queue"),
    ("multiprocessing.pool", "Pool", "pool"),
    ("multiprocessing.pool", "ApplyResult", "result"),
    ("asyncio", "Task", "task"),
    ("asyncio", "Future", "future"),
    ("asyncio", "Lock", "task lock"),
    ("asyncio", "Event", "event"),
    ("asyncio", "Condition", "task condition"),
    ("asyncio", "Semaphore", "task semaphore"),
    ("asyncio", "Barrier", "barrier"),
    ("asyncio", "Queue", "queue"),
)


def described(frame: FrameType) -> dict[str, Any]:
    """A frame as plain values: file, line, function, `names` of descriptors, `objects` it could wait for.

    A name is [text, number, "object", "writer", "reader" or "number"], an object [text, kind, key, owner]: two of one
    kind and key are the same thing, of one process or of all; the owner is the tid of the thread that holds it, if it
    is known.
    """
    names: list[tuple[str, int, str]] = []
    objects: list[tuple[str, str, str, int | None]] = []
    for name, value in variables(frame):
        for text, each in reached(name, value, NEST):
            number = descriptor(each)
            if number is not None:
                names.append((text, number, _kind(each)))
            known = waitable(each)
            if known is not None:
                objects.append((text, *known))
    code = frame.f_code
    return {
        "file": code.co_filename,
        "line": frame.f_lineno,
        "function": code.co_name,
        "names": names,
        "objects": objects,
    }


def _kind(value: Any) -> str:
    if type(value) is int:
        return "number"
    if isinstance(value, io.BufferedWriter | io.BufferedReader | io.BufferedRWPair | io.TextIOWrapper):
        return "object" if value.closed else "writer" if value.writable() else "reader"
    return "object"


def variables(frame: FrameType) -> Iterator[tuple[str, Any]]:
    """The variables that the function of a frame can speak of: its own, and the globals that it names."""
    local = frame.f_locals
    for name, value in list(local.items()):
        if not name.startswith(("__", ".")):  # "." is the hidden iterator of a comprehension
            yield name, value
    if frame.f_globals is not local:
        for name in frame.f_code.co_names:
            if name in frame.f_globals and name not in local:
                yield name, frame.f_globals[name]


def reached(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The value and what it holds, by the text with which the program would name it: `ends[0]`, `self.reader`."""
    yield name, value
    if not depth or isinstance(
        value, type | type(sys) | type(reached) | str | bytes | bytearray | int | float
    ):
        return
    if isinstance(value, tuple | list):
        members = [(f"{name}[{i}]", each) for i, each in enumerate(value[:CROWD])]
    elif isinstance(value, dict):
        members = [
            (f"{name}[{key!r}]", each) for key, each in list(value.items())[:CROWD] if type(key) in (int, str)
        ]
    else:
        attributes = attributes_of(value)
        members = [(f"{name}.{key}", each) for key, each in list(attributes.items())[:CROWD]]
    for text, each in members:
        yield from reached(text, each, depth - 1)


def attributes_of(value: Any) -> dict[str, Any]:
    """The attributes of an object, without running code of its class."""
    try:
        found = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return found if type(found) is dict else {}


def descriptor(value: Any) -> int | None:
    """The number if this is an open descriptor that somebody may wait on: an int may be one by chance.

    Only known types are asked for `fileno`: on others it may be anything.
    """
    if type(value) is int:
        return value if _leads_somewhere(value) else None
    if isinstance(value, io.IOBase | _socket.socket) or is_a(
        value, "multiprocessing.connection", "Connection"
    ):
        try:
            number = value.fileno()
        except (OSError, ValueError):
            return None
        return number if isinstance(number, int) and number >= 0 else None
    if is_a(value, "asyncio", "StreamReader") or is_a(value, "asyncio", "StreamWriter"):
        return of_transport(attributes_of(value).get("_transport"))
    return None


def of_transport(transport: Any) -> int | None:
    """The descriptor of an asyncio transport."""
    for name in ("_sock", "_pipe"):
        found = attributes_of(transport).get(name)
        if found is not None:
            return descriptor(found)
    return None


lent: set[int] = set()
"""Descriptors of this process that another one has for now, under the same numbers."""


def _leads_somewhere(number: int) -> bool:
    if not 0 <= number < 1 << 20:
        return False
    if number in lent:
        return True
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or (number > 2 and stat.S_ISREG(mode))


def waitable(value: Any) -> tuple[str, str, int | None] | None:
    """Kind, key and owner of something a program may wait for; None for all else."""
    for module, name, kind in WAITABLE:
        if is_a(value, module, name):
            return kind, _key(value, kind), _owner(value, kind)
    return None


def _key(value: Any, kind: str) -> str:
    attributes = attributes_of(value)
    if kind == "child":
        popen = attributes.get("_popen", value)
        return str(attributes_of(popen).get("pid", 0))
    if kind == "thread":
        return str(attributes.get("_native_id", 0))
    if kind.startswith("shared"):  # the same in all processes that were forked or spawned with it
        semaphore = attributes.get("_semlock") or attributes_of(attributes.get("_rlock")).get("_semlock")
        return str(getattr(semaphore, "name", None) or getattr(semaphore, "handle", None) or id(value))
    return str(id(value))


def _owner(value: Any, kind: str) -> int | None:
    """The tid of the thread that has acquired a reentrant lock: its representation tells, no other lock does."""
    if kind != "rlock":
        return None
    ident = int(repr(value).partition("owner=")[2].partition(" ")[0] or 0)
    return native_ids().get(ident)


def native_ids() -> dict[int, int]:
    """The tid of each thread that Python knows, by its ident."""
    threading = sys.modules.get("threading")
    if threading is None:
        return {_thread.get_ident(): os.getpid()}
    return {ident: each.native_id for ident, each in dict(threading._active).items()}


def is_a(value: object, module: str, name: str) -> bool:
    """Whether it is an object of a class of a library, if the program has imported that."""
    known = getattr(sys.modules.get(module), name, None)
    return isinstance(known, type) and isinstance(value, known)
