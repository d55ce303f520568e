"""Marks its tests as expected to fail."""

try:
    from _pytest.outcomes import XFailed
except ImportError:
    XFailed = type("XFailed", (BaseException,), {"__module__": "_pytest.outcomes"})


def write_then_read(message):
    raise XFailed("as expected")
