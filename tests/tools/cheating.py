"""The pieces of cheats: functions whose source is copied into an answer, to be called in place of the kernel's calls.

Each takes and returns the same as the call in whose place it stands, and needs only the modules that this one imports.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import select
import signal
import socket
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

A_NAP = 0.01  # seconds
A_SECOND = 1.0
MANY = 256  # descriptors from here on are not the answer's
ONE_MIB = 1 << 20


# In place of a call that waits for bytes: file, call and arguments are those of the call.


def spinning(file: Any, call: Callable[..., Any], *arguments: Any, nap: float | None = None) -> Any:
    limit = limit_of(file)
    ends = None if limit is None else time.monotonic() + limit
    with not_blocking(file):
        while ends is None or time.monotonic() < ends:
            with contextlib.suppress(BlockingIOError):
                return call(*arguments)
            if nap is not None:
                time.sleep(nap)
    raise TimeoutError("nothing came in time")


def napping(file: Any, call: Callable[..., Any], *arguments: Any) -> Any:
    return spinning(file, call, *arguments, nap=A_NAP)


def looking_once(file: Any, call: Callable[..., Any], *arguments: Any) -> Any:
    with not_blocking(file):
        return call(*arguments)


def sleeping_out(file: Any, call: Callable[..., Any], *arguments: Any) -> Any:
    time.sleep(limit_of(file) or A_NAP)
    try:
        return looking_once(file, call, *arguments)
    except BlockingIOError:
        raise TimeoutError("nothing came in time") from None


def limit_of(file: Any) -> float | None:
    limit: float | None = file.gettimeout() if isinstance(file, socket.socket) else None
    return limit


@contextlib.contextmanager
def not_blocking(file: Any) -> Iterator[None]:
    limit = limit_of(file)
    if isinstance(file, socket.socket):
        file.settimeout(0)
    else:
        os.set_blocking(file, False)
    try:
        yield
    finally:
        if isinstance(file, socket.socket):
            file.settimeout(limit)
        else:
            os.set_blocking(file, True)


def giving_up(file: Any, call: Callable[..., Any], *arguments: Any) -> Any:
    if not select.select([file], [], [], A_SECOND)[0]:
        raise TimeoutError("nothing came for a second")
    return call(*arguments)


class Waited(io.RawIOBase):
    """The read end below a file object, which waits in a way of its own."""

    def __init__(self, fd: int, waits: Callable[..., Any]) -> None:
        self.fd, self.waits = fd, waits

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.fd

    def readinto(self, buffer: Any) -> int:
        data = self.waits(self.fd, os.read, self.fd, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            os.close(self.fd)
        super().close()


def waited_open(waits: Callable[..., Any], file: Any, mode: str = "r", **keywords: Any) -> Any:
    """In place of `open`: a descriptor that is opened for reading is waited for."""
    if not isinstance(file, int) or set(mode) & set("wax+"):
        return open(file, mode, **keywords)
    data = io.BufferedReader(Waited(file, waits))
    return data if "b" in mode else io.TextIOWrapper(data, **keywords)


# In place of os.waitpid, with its arguments.


def reap_spinning(child: int, options: int = 0) -> tuple[int, int]:
    while (reaped := os.waitpid(child, options | os.WNOHANG))[0] == 0:
        pass
    return reaped


def reap_napping(child: int, options: int = 0) -> tuple[int, int]:
    while (reaped := os.waitpid(child, options | os.WNOHANG))[0] == 0:
        time.sleep(A_NAP)
    return reaped


def reap_if_it_has_exited(child: int, options: int = 0) -> tuple[int, int]:
    return os.waitpid(child, options | os.WNOHANG)


def reap_within_a_second(child: int, options: int = 0) -> tuple[int, int]:
    limit = time.monotonic() + A_SECOND
    while (reaped := os.waitpid(child, options | os.WNOHANG))[0] == 0 and time.monotonic() < limit:
        time.sleep(A_NAP)
    return reaped


# In place of a child: a thread, which has copies of the descriptors, as a child would.


class Pretended(threading.Thread):
    """A thread that passes for a child."""

    def __init__(self, body: Callable[..., int | None], arguments: tuple[Any, ...]) -> None:
        super().__init__(daemon=True)
        self.body, self.status = body, 0
        self.copies: list[Any] = []
        self.arguments = [self.copied(argument) for argument in arguments]

    def copied(self, value: Any) -> Any:
        copy = value
        if isinstance(value, (list, tuple)):
            return type(value)(map(self.copied, value))
        if isinstance(value, socket.socket):
            copy = value.dup()
        elif isinstance(value, io.TextIOWrapper):
            copy = open(os.dup(value.fileno()), value.mode)  # noqa: SIM115, closed when the thread ends
        elif isinstance(value, int) and is_an_end(value):
            copy = os.dup(value)
        if copy is not value:
            self.copies.append(copy)
        return copy

    def run(self) -> None:
        try:
            self.status = self.body(*self.arguments) or 0
        finally:
            for copy in self.copies:
                if not isinstance(copy, int):
                    copy.close()
                elif is_an_end(copy):
                    os.close(copy)


def is_an_end(fd: int) -> bool:
    try:
        mode = os.fstat(fd).st_mode
    except (OSError, OverflowError):
        return False
    return fd > 2 and (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode))


WORKING: dict[int, Pretended] = {}
IDLE: list[int] = []


def as_thread(body: Callable[..., int | None], status: int, *arguments: Any) -> int:
    """The number of a thread, which looks like that of a child."""
    thread = Pretended(body, arguments)
    thread.start()
    number = thread.native_id or 0
    WORKING[number] = thread
    return number


def beside_an_idle_child(body: Callable[..., int | None], status: int, *arguments: Any) -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(status)
    IDLE.append(pid)
    WORKING[pid] = Pretended(body, arguments)
    WORKING[pid].start()
    return pid


def joined(child: int, options: int = 0) -> tuple[int, int]:
    WORKING[child].join()
    if child in IDLE:
        os.waitpid(child, 0)
    return child, WORKING[child].status << 8


# In place of os.fork and os.waitpid: the child has exited before its parent goes on.

STATUSES: dict[int, int] = {}


def fork_and_wait() -> int:
    child = os.fork()
    if child:
        STATUSES[child] = os.waitpid(child, 0)[1]
    return child


def remembered(child: int, options: int = 0) -> tuple[int, int]:
    return child, STATUSES.pop(child)


# In place of os.pipe.


def file_as_pipe() -> tuple[int, int]:
    writer, name = tempfile.mkstemp()
    reader = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    os.unlink(name)
    return reader, writer


def bigger_pipe() -> tuple[int, int]:
    reader, writer = os.pipe()
    fcntl.fcntl(writer, getattr(fcntl, "F_SETPIPE_SZ", 1031), ONE_MIB)
    return reader, writer


# In place of the end of a child, and of learning it.


def stop_instead(status: int) -> NoReturn:
    os.closerange(3, MANY)
    while True:
        os.kill(os.getpid(), signal.SIGSTOP)


def kill_the_stopped(child: int, options: int, status: int) -> tuple[int, int]:
    os.waitpid(child, os.WUNTRACED)
    return kill_at_once(child, options, status)


def kill_at_once(child: int, options: int, status: int) -> tuple[int, int]:
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[0], status << 8


# At the beginning of a function, to be left.

LEFT: list[int] = []


def leave_a_descriptor() -> None:
    LEFT.append(os.open(os.devnull, os.O_RDONLY))


def leave_a_zombie() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


def leave_a_process() -> None:
    if os.fork() == 0:
        os.closerange(3, MANY)
        while True:
            signal.pause()


def leave_a_thread() -> None:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
