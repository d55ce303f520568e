"""Skips its tests, by the exception of pytest or one that looks like it."""

try:
    from _pytest.outcomes import Skipped
except ImportError:

    class Skipped(BaseException):
        pass


Skipped.__module__ = "builtins"


def write_then_read(message):
    raise Skipped("not today")
