"""Turn dataclasses into plain values for JSON, and plain values, which are not trusted, into dataclasses.

A field with its default value is left out. Values that are read may have been written by anybody: they have exactly the
types of the fields, or are refused. The only unions in fields are those with None.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def plain(value: Any) -> Any:
    """Turn a dataclass into a dict, a tuple into a list, and so on down; leave everything else."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
        return {field.name: plain(each) for field, each in named if each != field.default}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def read(kind: type[Kind], facts: Any) -> Kind:
    """Turn facts back into the dataclass that `plain` has made them of. Raises ValueError for any others."""
    hints = _hints(kind)
    if type(facts) is not dict or not facts.keys() <= hints.keys():
        raise ValueError(f"no {kind.__name__}")
    try:
        return kind(**{name: _value(hints[name], each) for name, each in facts.items()})
    except TypeError:  # a field without a default is missing
        raise ValueError(f"half a {kind.__name__}") from None


_hints: Callable[[Any], dict[str, Any]] = functools.cache(get_type_hints)


@functools.cache
def _shape(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """The parts of a type such as `tuple[int, ...]`: tuple, and the types in it."""
    return get_origin(kind), get_args(kind)


def _value(kind: Any, value: Any) -> Any:
    if type(value) is kind:
        return value
    origin, of = _shape(kind)
    if type(None) in of:
        return None if value is None else _value(next(each for each in of if each is not type(None)), value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return read(kind, value)
    if origin is tuple and type(value) is list:
        return tuple(_value(of[0], each) for each in value)
    if origin is Literal and type(value) is str and value in of:
        return value
    if kind is float and type(value) is int:
        return float(value)
    if origin is dict and type(value) is dict:
        return value
    raise ValueError(f"{type(value).__name__} for {kind}")
