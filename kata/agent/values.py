"""Find among the values in a frame those that a thread can wait for: descriptors, locks, threads, children.

Loaded into every Python program that is watched: it imports nothing that the interpreter has not loaded by
itself. It looks up classes of libraries among the modules that the program has imported, and runs no code of the
program.
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

NEST = 2  # levels of tuples, lists, dicts and attributes that are searched
CROWD = 64  # members of one of these that are searched

# Things that a program may wait for besides descriptors: the module, the class, and the kind here.
WAITABLE = (
    ("_thread", "LockType", "lock"),
    ("_thread", "RLock", "rlock"),
    ("threading", "Condition", "condition"),
    ("threading", "Event", "event"),
    ("threading", "Semaphore", "semaphore"),
    ("multiprocessing.synchronize", "Barrier", "shared barrier"),  # before the class that it inherits from
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
    ("multiprocessing.queues", "Queue", "shared queue"),
    ("multiprocessing.queues", "SimpleQueue", "shared queue"),
    ("multiprocessing.pool", "Pool", "pool"),
    ("multiprocessing.pool", "ApplyResult", "result"),
    ("multiprocessing.pool", "IMapIterator", "result"),
    ("socketserver", "BaseServer", "server"),
    ("_frozen_importlib", "_ModuleLock", "import"),
    ("asyncio", "Task", "task"),
    ("asyncio", "Future", "future"),
    ("asyncio", "Lock", "task lock"),
    ("asyncio", "Event", "event"),
    ("asyncio", "Condition", "task condition"),
    ("asyncio", "Semaphore", "task semaphore"),
    ("asyncio", "Barrier", "barrier"),
    ("asyncio", "Queue", "queue"),
    *((library, "Lock", "task lock") for library in ("trio", "anyio")),
    *((library, "Event", "event") for library in ("trio", "anyio")),
    *((library, "Condition", "task condition") for library in ("trio", "anyio")),
    *((library, "Semaphore", "task semaphore") for library in ("trio", "anyio")),
    *((library, "CapacityLimiter", "task semaphore") for library in ("trio", "anyio")),
    ("trio", "MemoryReceiveChannel", "channel"),
    ("trio", "MemorySendChannel", "channel"),
    ("anyio.streams.memory", "MemoryObjectReceiveStream", "channel"),
    ("anyio.streams.memory", "MemoryObjectSendStream", "channel"),
)

MANAGED = {
    **{
        kind: f"managed {kind.lower()}"
        for kind in ("Lock", "Condition", "Semaphore", "Event", "Queue", "Barrier")
    },
    **{"RLock": "managed lock", "BoundedSemaphore": "managed semaphore", "JoinableQueue": "managed queue"},
}
"""The kinds of objects that a manager of multiprocessing keeps, by the names under which it makes them."""
SHARED_INSIDE = ("_rlock", "_cond", "_lock")  # where queues, events, barriers and conditions have their lock


def described(frame: FrameType) -> dict[str, Any]:
    """A frame as plain values: file, line, function, `names` of descriptors, `objects` it could wait for.

    A name is [text, number, "object", "writer", "reader" or "number"], an object [text, kind, key, owner]. Two objects
    of one kind and key are the same thing; the owner is the tid of the thread that holds it, if known.
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


HIDDEN = ("__", ".", "@")
"""Beginnings of names that no program has given: "." is the iterator of a comprehension, "@" part of an assertion."""


def _kind(value: Any) -> str:
    if type(value) is int:
        return "number"
    if isinstance(value, io.BufferedWriter | io.BufferedReader | io.BufferedRWPair | io.TextIOWrapper):
        return "object" if value.closed else "writer" if value.writable() else "reader"
    return "object"


def variables(frame: FrameType) -> Iterator[tuple[str, Any]]:
    """The variables of the function of a frame: its locals, and the globals that it names."""
    local = frame.f_locals
    for name, value in list(local.items()):
        if not name.startswith(HIDDEN):
            yield name, value
    if frame.f_globals is not local:
        for name in frame.f_code.co_names:
            if name in frame.f_globals and name not in local:
                yield name, frame.f_globals[name]


def reached(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """A value and its members, each with the text by which the program would name it: `ends[0]`, `self.reader`."""
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
    """The number, if the value is an open descriptor that a thread may wait on; an int may be one by chance.

    Only known types are asked for `fileno`: on others it may be any function.
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
"""Descriptors of this process that are in another one for now, under the same numbers."""


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
    """Kind, key and owner of a value that a program may wait for; None for other values."""
    for module, name, kind in WAITABLE:
        if is_a(value, module, name):
            return kind, _key(value, kind), _owner(value, kind)
    if is_a(value, "multiprocessing.managers", "BaseProxy"):
        token = attributes_of(value).get("_token")
        kind = MANAGED.get(getattr(token, "typeid", ""), "")
        return (kind, str(getattr(token, "id", "")), None) if kind else None
    return None


def _key(value: Any, kind: str) -> str:
    attributes = attributes_of(value)
    if kind == "child":
        popen = attributes.get("_popen", value)
        return str(attributes_of(popen).get("pid", 0))
    if kind == "thread":
        return str(attributes.get("_native_id", 0))
    if kind.startswith("shared"):
        return _key_of_semaphore(value) or str(id(value))
    return str(id(value))


def _key_of_semaphore(value: Any) -> str | None:
    """The name or the address of the semaphore in an object that processes share, None if there is none.

    It is the same in all processes that were forked or spawned with the object.
    """
    for _ in range(NEST + 1):  # an event has it in the lock of its condition
        attributes = attributes_of(value)
        if (semaphore := attributes.get("_semlock")) is not None:
            return str(semaphore.name or semaphore.handle)
        value = next((attributes[name] for name in SHARED_INSIDE if name in attributes), None)
    return None


def _owner(value: Any, kind: str) -> int | None:
    """The tid of the thread that has taken a lock, or serves a server; most locks do not tell who has taken them."""
    if kind == "rlock":
        return native_ids().get(int(repr(value).partition("owner=")[2].partition(" ")[0] or 0))
    if kind == "import":
        return native_ids().get(getattr(value, "owner", None) or 0)
    if kind == "server":
        return _in_function("serve_forever", value)
    if kind == "shared lock":  # it knows whether this thread, the first of its process, has taken it
        semaphore = attributes_of(value).get("_semlock")
        return os.getpid() if semaphore is not None and semaphore._is_mine() else None
    return None


def _in_function(name: str, value: Any) -> int | None:
    """The tid of the thread that is in a method of this name of a value."""
    for ident, top in sys._current_frames().items():
        frame: FrameType | None = top
        while frame is not None:
            if frame.f_code.co_name == name and frame.f_locals.get("self") is value:
                return native_ids().get(ident)
            frame = frame.f_back
    return None


def native_ids() -> dict[int, int]:
    """The tid of each thread that Python knows, by its ident."""
    threading = sys.modules.get("threading")
    if threading is None:
        return {_thread.get_ident(): os.getpid()}
    main = threading.main_thread()
    tids = {ident: attributes_of(each).get("_native_id") for ident, each in dict(threading._active).items()}
    tids[main.ident] = (
        tids.get(main.ident) or os.getpid()
    )  # one that a library has put in its place knows no tid
    return {ident: tid for ident, tid in tids.items() if tid}


def is_a(value: object, module: str, name: str) -> bool:
    """Whether a value is an object of this class; False if the program has not imported the module."""
    known = getattr(sys.modules.get(module), name, None)
    return isinstance(known, type) and isinstance(value, known)
