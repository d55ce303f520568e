"""Read and parse the files of /proc that hold several facts, each in one place: proc(5).

The names of programs, threads and files may be any bytes: bytes that are no text are replaced.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

GONE = (FileNotFoundError, ProcessLookupError)
"""Errors for a process that has gone: some files of /proc can still be opened then, but not read."""

CHUNK = 1 << 14  # bytes that are asked for at once; most files have fewer


@dataclass(frozen=True)
class Mapping:
    """Memory of a process from `low` to below `high`: a file with its device and inode, "0" for none.

    shared: whether all who have mapped it see the same bytes. written: whether the process may write there, and then
    has pages of its own where it is not shared. runs: whether it holds code. path: empty for memory without a name,
    with " (deleted)" at its end for a file that has lost its name.
    """

    low: int
    high: int
    shared: bool
    written: bool
    device: str
    inode: str
    path: str
    runs: bool = False


def read(file: str) -> str:
    """The whole text of a file, read with as few calls as can be: there may be thousands."""
    fd = os.open(file, os.O_RDONLY)
    try:
        text = b""
        while chunk := os.read(fd, CHUNK):
            text += chunk
    finally:
        os.close(fd)
    return text.decode(errors="replace")


def processes() -> list[int]:
    """The pids of all processes that can be seen."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def threads(pid: int | str) -> list[int]:
    """The threads of a process."""
    folder = f"/proc/{pid}/task"
    # The kernel counts them among the links of the folder: proc_task_getattr in fs/proc/base.c.
    if isinstance(pid, int) and os.stat(folder).st_nlink == 2 + 1:
        return [pid]
    return [int(name) for name in os.listdir(folder)]


def children(pid: int, tid: int) -> list[int]:
    """The children that a thread has made, in the order of their birth."""
    return [int(word) for word in read(f"/proc/{pid}/task/{tid}/children").split()]


def is_alive(pid: int, tid: int) -> bool:
    """Whether a thread has not ended yet: the first one of a process stays until the last has ended."""
    return status(pid, "State", tid=tid)[0][:1] not in ("Z", "X")


def is_stopped(pid: int) -> bool:
    """Whether a signal has stopped a process; never where there is no /proc."""
    try:
        return status(pid, "State")[0][:1] == "T"
    except OSError:
        return False


def folder(pid: int) -> str:
    """The folder in /proc that shows the memory and the descriptors of a process: that of its first living thread."""
    if is_alive(pid, pid):
        return str(pid)
    return next((f"{pid}/task/{tid}" for tid in sorted(threads(pid)) if is_alive(pid, tid)), str(pid))


def arguments(pid: int) -> list[str]:
    """The words of the command that a process was started with, without the program."""
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return [os.fsdecode(word) for word in file.read().split(b"\0")[1:-1]]


def environment(pid: int) -> dict[str, str]:
    """The variables that a process was started with."""
    with open(f"/proc/{pid}/environ", "rb") as file:
        words = [os.fsdecode(word).partition("=") for word in file.read().split(b"\0") if word]
    return {name: value for name, _, value in words}


def status(pid: int | str, *names: str, tid: int | None = None) -> list[str]:
    """The values of these lines of the status of a process, or of one of its threads: proc_pid_status(5)."""
    return fields(f"/proc/{pid}/status" if tid is None else f"/proc/{pid}/task/{tid}/status", *names)


def fields(file: str, *names: str) -> list[str]:
    """The values of these lines, `name: value`; empty for a missing one.

    No value has a line of its own: the kernel writes the end of a line in the name of a thread as a backslash and n.
    """
    text = "\n" + read(file)
    return [text.partition(f"\n{name}:")[2].partition("\n")[0].strip() for name in names]


def stat(pid: int, tid: int | None = None) -> tuple[str, list[str]]:
    """The name of a program, and the fields behind it from the state on: proc_pid_stat(5) counts them from 3."""
    file = f"/proc/{pid}/stat" if tid is None else f"/proc/{pid}/task/{tid}/stat"
    name, _, rest = read(file).partition("(")[2].rpartition(")")
    return name, rest.split()


def maps(pid: int | str) -> Iterator[Mapping]:
    """The memory of a process, from the lowest address: proc_pid_maps(5)."""
    for line in _lines(f"/proc/{pid}/maps"):
        span, access, _, device, inode, *path = line.split(None, 5)
        low, _, high = span.partition("-")
        yield Mapping(
            int(low, 16),
            int(high, 16),
            access[3] == "s",
            access[1] == "w",
            device,
            inode,
            "".join(path),
            access[2] == "x",
        )


def has_loaded(pid: int, file: str) -> bool:
    """Whether a process has mapped a file as code, as it maps the libraries that it loads."""
    lines = (line.split(None, 5) for line in _lines(f"/proc/{pid}/maps"))
    return any("x" in access and path == [file] for _, access, _, _, _, *path in lines)


def fdinfo(pid: int | str, fd: int) -> list[tuple[str, str]]:
    """The facts of a descriptor, `key: value` in each line; some keys come more than once: proc_pid_fdinfo(5)."""
    lines = (line.partition(":") for line in _lines(f"/proc/{pid}/fdinfo/{fd}"))
    return [(key, value.strip()) for key, _, value in lines]


def _lines(file: str) -> list[str]:
    """Split a text into lines. splitlines() would also split at other letters, which may be in a name."""
    return [line for line in read(file).split("\n") if line]
