"""Modules that a function will import, and that are not loaded yet: what they do is written nowhere in the program."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType


def _operations(text: str) -> set[int]:
    return set(compile(text, "", "exec").co_code[::2])


def _numbers(data: bytes, operation: int) -> list[int]:
    """The numbers that stand beside this operation in bytecode."""
    return [number for each, number in zip(data[::2], data[1::2], strict=True) if each == operation]


_numbers_here: list[int] = []  # once they are known: most programs never ask for them


def _of_this_python() -> list[int]:
    """The operation of an import, and a step; both are others in each Python.

    The numbers of imports are those of their names times the step: since Python 3.15 there are flags beside them.
    """
    if not _numbers_here:
        operation = (_operations("import a") - _operations("a = 0\nb = None")).pop()
        first, second = _numbers(compile("import a\nimport b", "", "exec").co_code, operation)
        _numbers_here.extend((operation, second - first))
    return _numbers_here


def brings_unknown(code: CodeType) -> bool:
    """Whether a function imports what is not loaded, and is no module of Python's own; True where that is hidden."""
    operation, step = _of_this_python()
    numbers = _numbers(code.co_code, operation)
    few = 256 // step  # names that a function can have without more bytes for each
    if not numbers:
        return False
    return len(code.co_names) > few or not all(_is_known(code.co_names[number // step]) for number in numbers)


def _is_known(name: str) -> bool:
    first = name.partition(".")[0]
    return not name or name in sys.modules or first in sys.stdlib_module_names or _is_within(name)


def _is_within(name: str) -> bool:
    """Whether a module of this name is loaded in some package: `from .name import something`."""
    return any(each.endswith(f".{name}") for each in list(sys.modules))
