"""Write files whole or not at all, and remove folders whatever they contain.

An answer may fill the folder of its run as it likes. shutil.rmtree gives up where folders are nested too deep for it or
for PATH_MAX, or are closed to their owner.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
O_PATH = getattr(os, "O_PATH", 0)  # opens also a folder that may not be read: open(2)
OPEN_TO_ITS_OWNER = 0o700


@dataclass
class Level:
    """A folder that is being emptied: its name, its device and inode, and the folders that are still in it."""

    name: str
    identity: tuple[int, int]
    waiting: list[str]


def write_whole(file: Path, data: bytes) -> None:
    """Write a file so that others find it as it was, or whole: rename(2)."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if file.exists():
            part.chmod(file.stat().st_mode & 0o777)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Remove a folder with everything below it, as far as possible. Follows no link and raises nothing."""
    with contextlib.suppress(OSError):
        if folder.is_symlink():
            folder.unlink()
            return
        _empty(folder)
        folder.rmdir()


def _empty(folder: Path) -> None:
    """Empty a folder by descriptors of one folder after the other: never more than three, however deep it is."""
    at = _entered(os.fspath(folder))
    levels = [_level("", at)]
    try:
        while True:
            if levels[-1].waiting:
                name = levels[-1].waiting.pop()
                try:
                    at = _moved(at, _entered(name, at))
                except OSError:
                    continue  # it belongs to another user, or has gone
                levels.append(_level(name, at))
            elif len(levels) > 1:
                at = _moved(at, os.open("..", os.O_RDONLY | O_PATH | FOLDER, dir_fd=at))
                left = levels.pop()
                if _identity(at) != levels[-1].identity:
                    return  # it was moved while it was emptied: this is not the folder above any more
                with contextlib.suppress(OSError):
                    os.rmdir(left.name, dir_fd=at)
            else:
                return
    finally:
        os.close(at)


def _entered(name: str, within: int | None = None) -> int:
    """A descriptor of a folder, opened to its owner before."""
    if not O_PATH:
        with contextlib.suppress(OSError, NotImplementedError):
            os.chmod(name, OPEN_TO_ITS_OWNER, dir_fd=within, follow_symlinks=False)
    at = os.open(name, os.O_RDONLY | O_PATH | FOLDER, dir_fd=within)
    if O_PATH:
        with contextlib.suppress(OSError):
            os.chmod(f"/proc/self/fd/{at}", OPEN_TO_ITS_OWNER)  # not by name: a link may have taken its place
    return at


def _moved(at: int, to: int) -> int:
    os.close(at)
    return to


def _level(name: str, at: int) -> Level:
    """Remove all but the folders in a folder, and list these."""
    waiting = []
    with contextlib.suppress(OSError):
        readable = os.open(".", os.O_RDONLY | FOLDER, dir_fd=at)
        try:
            with os.scandir(readable) as entries:
                found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        finally:
            os.close(readable)
        for entry, is_folder in found:
            if is_folder:
                waiting.append(entry)
                continue
            with contextlib.suppress(OSError):
                os.unlink(entry, dir_fd=at)
    return Level(name, _identity(at), waiting)


def _identity(at: int) -> tuple[int, int]:
    facts = os.fstat(at)
    return facts.st_dev, facts.st_ino
