"""Modules that a function will import, and that are not loaded yet: what they do is written nowhere in the program."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType


def _operations(text: str) -> set[int]:
    return set(compile(text, "", "exec").co_code[::2])


def _numbers(data: bytes) -> list[int]:
    """The numbers that stand beside the imports in this bytecode."""
    return [number for operation, number in zip(data[::2], data[1::2], strict=True) if operation == IMPORT]


IMPORT = (_operations("import a") - _operations("a = 0\nb = None")).pop()
"""The operation of an import, whose number is another in each Python."""
_first, _second = _numbers(compile("import a\nimport b", "", "exec").co_code)
STEP = _second - _first
"""The numbers of imports are those of their names times this: since Python 3.15 there are flags beside them."""
FEW = 256 // STEP  # names that a function can have without more bytes for each


def brings_unknown(code: CodeType) -> bool:
    """Whether a function imports what is not loaded, and is no module of Python's own; True where that is hidden."""
    numbers = _numbers(code.co_code)
    if not numbers:
        return False
    return len(code.co_names) > FEW or not all(_is_known(code.co_names[number // STEP]) for number in numbers)


def _is_known(name: str) -> bool:
    first = name.partition(".")[0]
    return not name or name in sys.modules or first in sys.stdlib_module_names or _is_within(name)


def _is_within(name: str) -> bool:
    """Whether a module of this name is loaded in some package: `from .name import something`."""
    return any(each.endswith(f".{name}") for each in list(sys.modules))
