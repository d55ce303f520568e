"""The bytecode of a `host`: each answer starts one, and behind its walls nothing can be compiled once for all.

The interpreter keeps bytecode beside the sources, but not for everybody: pytest compiles what it imports in a form of
its own, some users may not write there, and some want none (PYTHONDONTWRITEBYTECODE). A host that compiles what it
imports takes three times as long to start.
"""

from __future__ import annotations

import atexit
import functools
import os
import py_compile
import tempfile
from pathlib import Path

from kata.course.home import PROJECT
from kata.files import remove

PACKAGES = ("agent", "kernel", "sandbox")  # those that a host imports


@functools.cache
def folder() -> Path:
    """A folder from which `kata` can be imported without its sources, as far as a host needs it.

    It is made by the first call, which belongs into the process that forks all tests, and removed when that exits.
    """
    made = Path(tempfile.mkdtemp(prefix="kata-bytecode-"))
    atexit.register(_remove, made, os.getpid())
    package = PROJECT / "kata"
    files = [package / "__init__.py", *(file for name in PACKAGES for file in (package / name).rglob("*.py"))]
    for file in files:
        target = made / file.relative_to(PROJECT).with_suffix(".pyc")
        py_compile.compile(str(file), str(target), doraise=True)
    for each in (made, *made.rglob("*")):  # a host may be another user's
        each.chmod(0o755 if each.is_dir() else 0o644)
    return made


def _remove(made: Path, maker: int) -> None:
    if os.getpid() == maker:
        remove(made)
