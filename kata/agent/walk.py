"""A search among the values of a program, from one of them to all that its functions may come to.

Python does not say what a function will do, so this errs on one side: it may find too much, and never too little.
Followed are the values of variables; of a function, the globals that it names, and theirs; of an object of the program,
the attributes that any of these functions names, and the methods that somebody else may call. A thread or a task that
has begun is a poller of its own or waits, and is not followed.

No code of the program is run, and the search is bounded: `complete` says whether it came to its end.
"""

from __future__ import annotations

import _weakref
import sys
import time

from .changes import BY_NAME, DYNAMIC, PAIRS, TELLING
from .imported import brings_unknown
from .lines import is_own
from .values import CROWD, attributes_of, descriptor, is_a, waitable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

_REF = _weakref.ref(type)
MOST = 20_000  # values that are looked at for one variable
BACK = {"_target", "_args", "_kwargs"}
"""Attributes of a thread for its beginning."""


def names_of(code: CodeType) -> set[str]:
    """The globals and attributes that a function names, and all functions inside it: `os.write` also as a pair."""
    names = set(code.co_names)
    names |= {pair for pair in PAIRS if names.issuperset(pair.split("."))}
    if brings_unknown(code):
        names.add("import")
    for const in code.co_consts:
        if type(const) is type(code):
            names |= names_of(const)
    return names


class Walk:
    """A search from one value. file: of a frame of a library, whose text is followed like that of the program."""

    def __init__(self, file: str, names: Any, until: float) -> None:
        self.file, self.until = file, until
        self.names: set[str] = set()
        self.calls: set[str] = set()
        self.objects: dict[tuple[str, str], set[str]] = {}  # with the methods that may be called
        self.spaces: list[dict[str, Any]] = []  # of objects and modules, of which only what is named counts
        self.waiting: list[Any] = []
        self.seen: dict[int, Any] = {}
        self.every_name = False
        self._add(set(names))

    def all_from(self, value: Any) -> dict[str, Any]:
        """Search, and return the things to wait for, the descriptors and the names of calls that were found."""
        import gc  # a part of the interpreter, as `time` is

        kind = self._kind(value)
        fds: list[int] = []
        numbers: list[int] = []
        self.waiting.append(value)
        while self.waiting and len(self.seen) < MOST and time.process_time() < self.until:
            value = self.waiting.pop()
            if isinstance(value, str | bytes | float | complex) or id(value) in self.seen:
                continue
            self.seen[id(value)] = value
            number = descriptor(value)
            if number is not None:
                (numbers if type(value) is int else fds).append(number)
            known = None if isinstance(value, type) else waitable(value)
            if known is not None:
                self.objects.setdefault(known[:2], set())
            self._follow(value, gc.get_referents)
        return {
            "objects": [(*thing, sorted(methods & TELLING)) for thing, methods in self.objects.items()],
            "fds": sorted(set(fds)),
            "numbers": sorted(set(numbers)),
            "calls": sorted(self.calls & TELLING),
            "complete": not self.waiting,
            "kind": kind,
        }

    def _kind(self, value: Any) -> str | None:
        """The kind of a thing to wait for that has no methods of the program, or of all members of a list."""
        if type(value) in (list, tuple, set):
            kinds = {self._kind(each) for each in value} if len(value) <= CROWD else {None}
            return kinds.pop() if len(kinds) == 1 else None
        known = None if isinstance(value, type) else waitable(value)
        return known[0] if known is not None and not _is_own_class(type(value)) else None

    def _take_in(self, method: Any) -> None:
        """Note that a method may be called, of a thing to wait for or of a module."""
        bound = getattr(method, "__self__", None)
        known = None if bound is None else waitable(bound)
        if known is not None:
            self.objects.setdefault(known[:2], set()).add(method.__name__)
        elif bound is None or type(bound) is type(sys):
            module = str(method.__module__).lstrip("_")  # the part in C of `pickle` is `_pickle`
            self.calls |= {method.__name__, f"os.{method.__name__}", f"{module}.{method.__name__}"} & TELLING

    def _add(self, names: set[str]) -> None:
        """Take in names of which some function speaks: more attributes of what was found count now."""
        new = names - self.names
        if not new:
            return
        self.names |= new
        if "print" in new:
            self._add({"write", "flush"})
            self.waiting += [sys.stdout, sys.stderr]
        if new & {"warn", "warn_explicit"}:
            self.waiting.append(attributes_of(sys.modules.get("warnings")).get("showwarning"))
        if new & (BY_NAME | DYNAMIC) and (not self.file or is_own(self.file)) and not self.every_name:
            self.every_name = True
            new = {name for space in self.spaces for name in space}
        for space in self.spaces:
            self.waiting += [space[name] for name in new & space.keys()]

    def _space(self, found: Any) -> None:
        space = {name: each for name, each in dict(found).items() if type(name) is str}
        self.spaces.append(space)
        self.waiting += [each for name, each in space.items() if self.every_name or name in self.names]

    def _is_followed(self, file: str) -> bool:
        return file == self.file or is_own(file)

    def _follow(self, value: Any, referents: Any) -> None:
        kind = type(value)
        if kind is type(names_of):
            self._follow_function(value)
        elif kind is type(sys):
            self._follow_module(value)
        elif isinstance(value, type):
            self._follow_class(value)
        elif is_a(value, "threading", "Thread"):
            self._follow_thread(value)
        elif is_a(value, "asyncio", "Future"):
            return  # its task waits, or polls by itself
        elif kind is dict and "__spec__" in value:
            return  # the namespace of a module
        elif kind.__name__ in ("frame", "traceback", "code", "getset_descriptor", "member_descriptor"):
            return
        elif issubclass(kind, type(_REF)):
            self.waiting += [type(_REF).__call__(value), *referents(value), *attributes_of(value).values()]
            self.waiting.append(value.__callback__)
        elif is_a(value, "weakref", "finalize"):
            self.waiting.append(_finalized(value))
        elif kind.__name__ in ("generator", "coroutine", "async_generator"):
            self._follow_generator(value)
        elif self._is_of_the_program(kind):
            self._follow_object(value, referents)
        else:
            if kind.__name__ in BY_NAME:  # those of `operator`
                self.calls.add("getattr")
                self._add({"getattr"})
            if kind.__name__ in ("method", "builtin_function_or_method"):
                self._take_in(value)
            found = (each for each in referents(value) if each is not kind)
            self.waiting += [each for each in found if type(each) is not type(sys)]

    def _follow_function(self, function: Any) -> None:
        code = function.__code__
        for cell in function.__closure__ or ():
            try:
                self.waiting.append(cell.cell_contents)
            except ValueError:  # it has no value yet
                continue
        self.waiting += [function.__defaults__, function.__kwdefaults__, attributes_of(function)]
        named = names_of(code)
        spoken = {name: function.__globals__[name] for name in named if name in function.__globals__}
        if not self._is_followed(code.co_filename):
            self.calls.add(function.__name__)
            self.waiting += [each for each in spoken.values() if _is_of_a_library(each, function)]
            return
        if is_own(code.co_filename):
            self.calls |= named
            raised = (each for each in _with_builtins(named, spoken) if isinstance(each, type))
            if any(issubclass(each, BaseException) for each in raised):
                self.calls.add("raise")
        self.waiting += spoken.values()
        self.waiting += [sys.modules[name] for name in named if name in sys.modules]  # it may import them
        self._add(named)

    def _follow_module(self, module: Any) -> None:
        """Take in a module of the program, and of a library all that is named; the library itself is not followed."""
        file = attributes_of(module).get("__file__")
        if type(file) is str and is_own(file):
            self._space(attributes_of(module))
        elif not self.file or is_own(self.file):
            known = attributes_of(module)
            self.waiting += [
                known[name] for name in self.names & known.keys() if not isinstance(known[name], type(sys))
            ]

    def _follow_class(self, value: type) -> None:
        for each in value.__mro__:
            if self._is_of_the_program(each):
                self._space(each.__dict__)
                if "__subclasses__" in self.names or self.every_name:
                    self.waiting += type.__subclasses__(each)
                self.waiting += [
                    found for name, found in dict(each.__dict__).items() if _is_called(name, value)
                ]

    def _follow_thread(self, thread: Any) -> None:
        has_begun = thread._started.is_set() if "_started" in attributes_of(thread) else False
        attributes = {n: each for n, each in attributes_of(thread).items() if not has_begun or n not in BACK}
        if not self._is_of_the_program(type(thread)):
            self.waiting += attributes.values()
            return
        self._space(attributes)
        self.waiting.append(type(thread))

    def _follow_generator(self, value: Any) -> None:
        prefix = {"generator": "gi", "coroutine": "cr", "async_generator": "ag"}[type(value).__name__]
        frame = getattr(value, f"{prefix}_frame")
        awaited = {"gi": "gi_yieldfrom", "cr": "cr_await", "ag": "ag_await"}[prefix]
        self.waiting.append(getattr(value, awaited))
        if frame is None:
            return
        named = names_of(frame.f_code)
        self.waiting += frame.f_locals.values()
        if self._is_followed(frame.f_code.co_filename):
            self.calls |= named
            self.waiting += [frame.f_globals[name] for name in named if name in frame.f_globals]
            self._add(named)

    def _follow_object(self, value: Any, referents: Any) -> None:
        self.waiting += _weakref.getweakrefs(value)  # its end may be waited for
        self._space(attributes_of(value))
        kind = type(value)
        if isinstance(value, dict | list | tuple | set | frozenset) or not attributes_of(value):
            self.waiting += [each for each in referents(value) if each is not kind]  # items, or slots
        self.waiting.append(kind)

    def _is_of_the_program(self, kind: type) -> bool:
        return _is_defined_in(kind, self._is_followed)


def _finalized(value: Any) -> Any:
    """The function that is called at the end of some object, with its arguments."""
    known = type(value)._registry.get(value)
    return known and (known.func, known.args, known.kwargs)


def _is_of_a_library(value: Any, function: Any) -> bool:
    """Whether a function of a library may reach the program by this global: a register, or another of its functions."""
    if type(value) is type(function):
        return value.__globals__ is function.__globals__
    return not isinstance(value, type | type(sys))


def _is_called(name: str, value: type) -> bool:
    """Whether others than the program may call this method: Python itself, or the library whose class this is."""
    if name.startswith("__"):
        return name not in ("__dict__", "__doc__", "__module__", "__weakref__")
    return any(each.__module__ != "builtins" and not _is_own_class(each) for each in value.__mro__)


def _is_own_class(kind: type) -> bool:
    """Whether a class is of the program."""
    return _is_defined_in(kind, is_own)


def _is_defined_in(kind: type, is_it: Callable[[str], bool]) -> bool:
    """Whether a class is defined in such a file, or by the program where there is none."""
    module = sys.modules.get(kind.__module__) if type(kind.__module__) is str else None
    file = attributes_of(module).get("__file__")
    return is_it(file) if type(file) is str else kind.__module__ == "__main__"


def _with_builtins(names: set[str], spoken: dict[str, Any]) -> list[Any]:
    builtins = attributes_of(sys.modules["builtins"])
    return [*spoken.values(), *(builtins[name] for name in names if name in builtins)]
