"""The walls around an answer that runs apart: bubblewrap, bwrap(1).

Inside are the interpreter, this package, the one answer and empty folders: no network but a loopback of its own, no
other process, no home. If root starts bubblewrap, the answer gets a user number that nobody else has: it owns no other
file, and the limit on its processes counts no others (setrlimit(2)).
"""

from __future__ import annotations

import functools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kata.facts import SHARED, Place
from kata.sandbox import bytecode, landlock, seccomp, wire

ROOM = 64 << 20  # bytes in /tmp, and as many in /dev/shm
NOTES = 16 << 20  # bytes in the folder for notes
FIRST_USER = 2_000_000_000  # user numbers from here on belong to nobody
LIBRARIES = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
SYSTEM = (  # not /usr/src and the like, where people may have put a copy of this project, or submissions
    *(f"/usr/{name}" for name in (*LIBRARIES, "libexec", "share")),
    *(f"/usr/local/{name}" for name in LIBRARIES),
    *(f"/{name}" for name in LIBRARIES),
    "/etc/ld.so.cache",
    "/etc/alternatives",
)


class NoSandbox(Exception):
    """A failure of the machine, not of the answer: the process for an answer could not be started."""


def of_its_own() -> int | None:
    """A user number that no other answer has at the same time; None if this is not root."""
    if os.geteuid() != 0:
        return None
    _, _, count = map(int, Path("/proc/self/uid_map").read_text().split()[:3])
    first = FIRST_USER if count > FIRST_USER + (1 << 22) else 1000
    return first + os.getpid() % max(count - first, 1)


def command(
    file: Path,
    folder: Path,
    channel: int,
    user: int | None,
    taken: Iterable[int],
    rules: int | None,
    place: Place = SHARED,
) -> list[str]:
    """The command that starts a `host` for the answer in this file, with an empty `folder` to write notes to.

    Nothing that it writes reaches a disk. channel: the descriptor to serve. taken: the numbers of descriptors that are
    open in the test. rules: a descriptor from which to read the `seccomp` filter. place: a network and a folder of the
    test's own, which the answer shares.
    """
    apart = [
        "--unshare-pid",
        *(() if place.network else ("--unshare-net",)),
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    apart += ["--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    if user is None:
        apart += ["--unshare-user"]
    else:
        apart += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    if rules is not None:
        apart += ["--seccomp", str(rules)]
    walls = ["--proc", "/proc", "--dev", "/dev"]
    for room in wire.ROOMS:
        walls += ["--perms", "1777", "--size", str(ROOM), "--tmpfs", room]
    shown = [*_prefixes(), bytecode.folder(), *([file] if file.is_file() else [])]
    meeting = [Path(place.folder)] if place.folder else []
    paths = (*map(Path, SYSTEM), *shown, *meeting, folder)
    parents = {parent for path in paths for parent in path.parents if len(parent.parts) > 1}
    for parent in sorted(
        parents - {Path("/tmp")}
    ):  # empty, but for the files and folders that are bound below
        walls += ["--perms", "0755", "--dir", str(parent)]
    for path in SYSTEM:
        if os.path.islink(path):
            walls += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            walls += ["--ro-bind", path, path]
    for each in shown:
        walls += ["--ro-bind", str(each), str(each)]
    for each in meeting:
        walls += ["--bind", str(each), str(each)]
    walls += ["--perms", "1777", "--dir", "/tmp/work"]
    walls += ["--perms", "1777", "--size", str(NOTES), "--tmpfs", str(folder)]
    walls += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp/work"]
    return [shutil.which("bwrap") or "bwrap", *apart, *walls, *_host(file, folder, channel, user, "", taken)]


def rules(user: int | None) -> int | None:
    """A descriptor from which the `seccomp` filter can be read once; None if there is none for this machine."""
    program = seccomp.program(in_namespaces=True, of_its_own=user is not None)
    if program is None:
        return None
    reader, writer = os.pipe()
    os.write(writer, program)
    os.close(writer)
    return reader


def bare_command(file: Path, folder: Path, channel: int, user: int | None, taken: Iterable[int]) -> list[str]:
    """The command, as in `command`, for a `host` that puts itself behind Landlock."""
    program = seccomp.program(in_namespaces=False, of_its_own=user is not None) or b""
    readable = [*SYSTEM, *map(str, _prefixes()), str(bytecode.folder()), str(file), "/proc"]
    walls = {"readable": [path for path in readable if os.path.exists(path)], "rules": program.hex()}
    return _host(file, folder, channel, user, json.dumps(walls), taken)


def _host(
    file: Path, folder: Path, channel: int, user: int | None, walls: str, taken: Iterable[int]
) -> list[str]:
    user_or_none = "-" if user is None else str(user)
    start = _run("from kata.sandbox import host; host.main()")
    return [*start, str(channel), str(file), str(folder), user_or_none, walls, *map(str, taken)]


def _run(code: str) -> list[str]:
    """The command to run code, with -S, which leaves out installed packages and halves the time to start."""
    return [python(), "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(bytecode.folder())!r}); {code}"]


def _prefixes() -> list[Path]:
    """The folder of the interpreter's files, if it is not in SYSTEM anyway."""
    prefix = Path(sys.base_prefix)
    return [] if prefix in (Path("/usr"), Path("/usr/local")) else [prefix]


def python() -> str:
    """The interpreter itself, to which that of a virtual environment is only a link."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


@functools.cache
def kind() -> str | None:
    """The best walls that this machine has, "bwrap" or "landlock"; None for none."""
    if reason_against() is None:
        return "bwrap"
    return "landlock" if reason_against_landlock() is None else None


@functools.cache
def reason_against() -> str | None:
    """The reason why bubblewrap cannot be used here; None if it can."""
    if sys.platform != "linux":
        return "bubblewrap needs Linux"
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return "bubblewrap is not installed: apt install bubblewrap"
    tried = subprocess.run(
        [bwrap, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"],
        capture_output=True,
        text=True,
    )
    return None if tried.returncode == 0 else f"bubblewrap is refused here: {tried.stderr.strip()}"


@functools.cache
def reason_against_landlock() -> str | None:
    """The reason why Landlock cannot be used here; None if it can."""
    if sys.platform != "linux":
        return "Landlock needs Linux"
    if landlock.abi() < landlock.NEEDED:
        return f"the kernel has Landlock {landlock.abi()}, and {landlock.NEEDED} is needed: Linux 6.12"
    if platform.machine() not in seccomp.MACHINES:
        return "it needs x86_64 or aarch64"
    user = of_its_own()
    as_user: dict[str, Any] = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    room = tempfile.gettempdir()
    needed = _run(f"import os; from kata.sandbox import host, landlock; os.chdir({room!r})")
    try:
        subprocess.run(needed, check=True, capture_output=True, **as_user)
    except (OSError, subprocess.SubprocessError):
        return f"other users cannot start {python()}, or enter {room}"
    return None
