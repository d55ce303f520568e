"""The side of the test: an answer whose functions run in another process.

The test believes nothing that comes back: values are of exact built-in types, exceptions are built-in ones, and
whether a test passes is decided by the test's own code here. See `host` for the other side.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import weakref
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from kata import inner, reporter, sandbox, wire
from kata.halves import number_inside, own_filters, walls
from kata.host import DOORBELL
from kata.inside import Ended, LearnerExit
from kata.linux import children, descendants
from kata.loading import AnswerMissing
from kata.notes import note
from kata.values import lent
from kata.verdict import those_that_stay

CREDENTIALS = struct.Struct("=iII")  # struct ucred: pid, user, group; unix(7)
PATIENCE = 20  # seconds for a sandbox to be built


@dataclass
class Channel:
    """To the answer. host: its pid here. first: the first process of its sandbox. walls: those that are none of it.

    folder: where it has written its notes. kept: descriptors that the host keeps. own: those of this process that never
    cross. calling: whether the answer is at work. heard: what has come
    while a signal was handled.
    """

    link: socket.socket
    file: Path
    own: frozenset[int]
    folder: Path
    host: int = 0
    first: int = 0
    kept: frozenset[int] = frozenset()
    calling: bool = False
    heard: dict[str, Any] | None = None
    walls: tuple[int, ...] = ()
    sockets: weakref.WeakValueDictionary[int, socket.socket] = field(
        default_factory=weakref.WeakValueDictionary
    )


def start(file: Path, folder: Path, leaving: Container[int | None] = ()) -> tuple[Channel, list[int]]:
    """Build the sandbox around an answer that is not loaded yet; with it, a socket that sees into its network, and
    descriptors of the folders in there, if these are no folders here: that for notes first.

    folder: an empty one, for what the answer's process writes. leaving: descriptors that will be closed before the
    test begins. Raises sandbox.NoSandbox.
    """
    ours, theirs = socket.socketpair()
    user = sandbox.of_its_own()
    if user is not None:
        os.chown(folder, user, user)
    ends = (ours.fileno(), theirs.fileno())
    taken = [fd for fd in wire.open_numbers() if fd > 2 and fd not in ends and fd not in leaving]
    ours = socket.socket(fileno=wire.aside(ours.detach()))
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    rules = sandbox.rules(user) if sandbox.kind() == "bwrap" else None
    behind: dict[str, Any] = {}
    if sandbox.kind() == "bwrap":
        command = sandbox.command(file, folder, theirs.fileno(), user, taken, rules)
    else:
        command = sandbox.bare_command(file, folder, theirs.fileno(), user, taken)
        behind = {"cwd": _room(folder, user), "start_new_session": True}
    begun = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        pass_fds=[theirs.fileno(), *([] if rules is None else [rules])],
        env={"PATH": os.environ.get("PATH", os.defpath)},
        **behind,
    )
    theirs.close()
    if rules is not None:
        os.close(rules)
    begun.returncode = 0  # it is waited for by nobody: the keeper ends it
    channel = Channel(ours, file, frozenset(taken), folder, first=begun.pid)
    ours.settimeout(PATIENCE)
    greeting, fds = _meet(channel)
    ours.settimeout(None)
    channel.kept = frozenset(greeting["own"])
    if len(fds) > 1:
        channel.folder = Path(f"/proc/self/fd/{wire.aside(os.dup(fds[1]))}")
    channel.walls = tuple(walls(begun.pid)) if sandbox.kind() == "bwrap" else ()
    _note_pair(channel)
    os.register_at_fork(
        before=lambda: _before_fork(channel),
        after_in_child=lambda: _after_fork(channel, True),
        after_in_parent=lambda: _after_fork(channel, False),
    )
    return channel, fds


def _room(folder: Path, user: int | None) -> Path:
    """A working directory in the one folder that an answer behind Landlock may write to."""
    room = folder / "work"
    room.mkdir()
    if user is not None:
        os.chown(room, user, user)
        for parent in (folder.parent, room):
            parent.chmod(0o755)
    return room


def _note_pair(channel: Channel) -> None:
    link = channel.link.fileno()
    known = {"host": channel.host, "inside": _inside(channel.host), "filters": own_filters()}
    note("apart", **known, link=link, walls=channel.walls, file=str(channel.file))


def _inside(pid: int) -> int | None:
    return number_inside(pid, pid, own_filters())


def _meet(channel: Channel) -> tuple[dict[str, Any], list[int]]:
    """Hear the greeting of the host, from which the kernel tells the pid; the descriptors that come with it."""
    try:
        data, ancillary, _, _ = channel.link.recvmsg(wire.LENGTH.size, 1024)
        (size,) = wire.LENGTH.unpack(data)
        greeting = channel.link.recv(min(size, 1 << 16), socket.MSG_WAITALL)
    except (OSError, struct.error) as error:
        raise sandbox.NoSandbox(
            f"The sandbox for the answer could not be built: {error or 'it has ended'}."
        ) from None
    fds: list[int] = []
    for _, kind, content in ancillary:
        if kind == socket.SCM_CREDENTIALS:
            channel.host = CREDENTIALS.unpack(content)[0]
        elif kind == socket.SCM_RIGHTS:
            fds += [number for (number,) in struct.iter_unpack("i", content)]
    if not fds or b"ready" not in greeting:
        told = greeting.decode(errors="replace")
        raise sandbox.NoSandbox(f"The sandbox for the answer could not be built: {told}")
    channel.link.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    return json.loads(greeting), [wire.aside(fd) for fd in fds]


def load(channel: Channel) -> ModuleType:
    """The answer, as `loading.load` returns it: its functions are called there, from here."""
    members = ask(channel, {"do": "begin"}).get("members")
    answer = ModuleType(f"answer_{channel.file.stem}")
    answer.__file__ = str(channel.file)
    name = channel.file.name
    if type(members) is not dict:
        raise wire.Foul("no members")
    strange = {}
    for key, value in members.items():
        if type(value) is dict and "strange" in value:
            strange[key] = value["strange"]
        else:
            setattr(answer, key, wire.plain(value, _other(channel)))

    def missing(wanted: str) -> NoReturn:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        if wanted in strange:
            raise AssertionError(f"`{wanted}` is a {strange[wanted]}, and its tests need a plain value.")
        raise AnswerMissing(f"{name} has no `{wanted}`: its tests call it.")

    answer.__getattr__ = missing  # type: ignore[method-assign]
    return answer


def _other(channel: Channel) -> Callable[[str, Any], object]:
    def other(kind: str, content: Any) -> object:
        if kind == "socket":
            return wire.socket_of(content, channel.sockets)
        if kind == "function" and type(content) is str:
            return Function(channel, content)
        raise wire.Foul(f"a value of kind {kind}")

    return other


@dataclass(frozen=True)
class Function:
    """A function of the answer; a call goes there and comes back with what it returned or raised."""

    channel: Channel
    name: str

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        def other(value: object) -> Any:
            if isinstance(value, socket.socket):
                return wire.packed_socket(value, self.channel.sockets, 0)
            if isinstance(value, Function):
                return {"function": value.name}
            raise wire.NotPlain(
                f"tests give plain values, descriptors and sockets, not a {type(value).__name__}"
            )

        order = {
            "do": "call",
            "name": self.name,
            "arguments": [wire.packed(each, other) for each in arguments],
            "keywords": {name: wire.packed(each, other) for name, each in keywords.items()},
        }
        reply = ask(self.channel, order)
        if "strange" in reply:
            raise AssertionError(str(reply["strange"]))
        return wire.plain(reply.get("returned"), _other(self.channel))


def ask(channel: Channel, order: dict[str, Any]) -> dict[str, Any]:
    """Hand control over, with all descriptors of the test, and wait until it is back. Raises what was raised there."""
    _hand_over(channel, order)
    channel.calling = True
    try:
        reply = _reply(channel)
    finally:
        channel.calling = False
    if "raised" in reply:
        raise _raised(channel, reply["raised"])
    return reply


def _hand_over(channel: Channel, order: dict[str, Any]) -> None:
    table = wire.table(channel.own)
    fds = [fd for fd, _ in table]
    try:
        wire.send(channel.link, {**order, "table": table, "sockets": wire.state(channel.sockets)}, fds, fds)
    except (BrokenPipeError, ConnectionResetError):
        raise Ended(ENDED) from None
    lent.update(fd for fd, _ in table)


ENDED = "The process of the answer has ended: was os._exit called, and not in a child?"


def _reply(channel: Channel) -> dict[str, Any]:
    """Wait for the reply. A signal may come meanwhile; while the message is read, none is handled."""
    poll = select.poll()
    poll.register(channel.link, select.POLLIN)
    while channel.heard is None:
        poll.poll()
        _hear(channel)
    reply, channel.heard = channel.heard, None
    return reply


def _hear(channel: Channel) -> None:
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        if channel.heard is not None:
            return  # a handler has heard it meanwhile
        heard = wire.receive(channel.link)
        if heard is None:
            raise Ended(ENDED)
        reply, fds = heard
        lent.clear()
        wire.install(reply["table"], fds, channel.own)
        wire.follow(channel.sockets, reply["sockets"])
        channel.heard = reply
    except (KeyError, TypeError, AttributeError, ConnectionResetError) as error:
        raise wire.Foul(f"{type(error).__name__}: {error}") from None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


def interrupt(channel: Channel, function: Callable[[], object]) -> bool:
    """In the handler of a signal: if the answer is at work, stop it, call the function, and let it go on."""
    if not channel.calling or channel.heard is not None:
        return False
    os.kill(channel.host, DOORBELL)
    _hear(channel)
    if channel.heard is None or "paused" not in channel.heard:
        return False  # it came back by itself before it heard the bell
    channel.heard = None
    channel.calling = False
    try:
        function()
    finally:
        _hand_over(channel, {"do": "resume"})
        channel.calling = True
    return True


def _raised(channel: Channel, told: Any) -> BaseException:
    """The exception that was raised there, as one of this process, with the lines of the answer in `kata_lines`."""
    kind, text = str(told.get("kind")), str(told.get("text"))
    error: BaseException
    if kind in ("AnswerMissing", "LearnerExit"):
        error = {"AnswerMissing": AnswerMissing, "LearnerExit": LearnerExit}[kind](text)
    else:
        found = getattr(builtins, kind, None)
        if not (isinstance(found, type) and issubclass(found, Exception)):
            found = Exception
        try:
            arguments = [wire.plain(each, _other(channel)) for each in told["arguments"]]
            error = found(*arguments) if _is_sound(found, arguments) else Exception(text)
        except (TypeError, KeyError, wire.Foul):
            error = Exception(text)
    error.kata_lines = _lines(told.get("lines"))  # type: ignore[attr-defined]
    return error


def _is_sound(kind: type[Exception], arguments: list[Any]) -> bool:
    """Whether the places in the error of a codec are within its text: `str` of such an error believes them."""
    if not issubclass(kind, UnicodeError) or len(arguments) < 4:
        return True
    text, start, end, _ = arguments[-4:]
    sized = type(text) in (bytes, str) and type(start) is int and type(end) is int
    return sized and 0 <= start <= end <= len(text)


def _lines(told: Any) -> list[tuple[int, int | None, str]]:
    found = []
    for each in told if type(told) is list else []:
        line, last, name = each
        if type(line) is int and type(name) is str and (last is None or type(last) is int):
            found.append((line, last, name))
    return found


_forking: dict[str, socket.socket] = {}


def _before_fork(channel: Channel) -> None:
    """A copy of the test gets a copy of the answer."""
    if channel.calling:
        return
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    wire.send(channel.link, {"do": "fork"}, [theirs.fileno()])
    theirs.close()
    wire.receive(channel.link)
    _forking["ours"] = ours


def _after_fork(channel: Channel, in_child: bool) -> None:
    ours = _forking.pop("ours", None)
    if ours is None:
        return
    if in_child:
        os.dup2(ours.fileno(), channel.link.fileno(), inheritable=False)
        try:
            _, fds = _meet(channel)
        except (sandbox.NoSandbox, ValueError) as error:  # the machine has done its part before
            raise wire.Foul(str(error)) from None
        for fd in fds:
            os.close(fd)
        _note_pair(channel)
    ours.close()


def note_left_behind(channel: Channel) -> None:
    """Note what the answer has left: its processes, its socket files, descriptors that it has put out of sight, and
    where it made those that are still open here."""
    try:
        origins = ask(channel, {"do": "end"}).get("origins")
    except LearnerExit:
        return
    for fd, where in origins.items() if type(origins) is dict else ():
        _remember(channel, fd, where)
    for fd, is_a in _out_of_sight(channel):
        note("left", what="descriptor", fd=fd, is_a=is_a, origin=None)
    for each in inner.notes_of(channel.folder, str(channel.file)):
        if each["kind"] == "socket file" and Path(f"/proc/{channel.host}/root{each['path']}").is_socket():
            note("left", what="socket file", path=each["path"])
    for pid in those_that_stay(lambda: _alive(channel)):
        note("left", what="process", child=_inside(pid))
    for pid in children(channel.host):
        note("left", what="zombie", child=_inside(pid))


def _out_of_sight(channel: Channel) -> Iterator[tuple[int, str]]:
    """What has not come here at the end, when everything does that is open, and is: numbers and kinds."""
    place = f"/proc/{channel.host}/fd"
    with contextlib.suppress(OSError):  # it has ended meanwhile
        for fd in sorted(map(int, os.listdir(place))):
            if fd > 2 and fd not in channel.kept:
                kind = os.readlink(f"{place}/{fd}").partition(":")[0]
                yield fd, {"socket": "a socket", "pipe": "an end of a pipe"}.get(kind, "an open file")


def _remember(channel: Channel, fd: str, where: Any) -> None:
    kinds = [type(each) for each in where] if type(where) is list else []
    if kinds == [str, int, int] and where[0] == str(channel.file) and fd.isascii() and fd.isdigit():
        with contextlib.suppress(OSError):  # it is not open here
            reporter.remember(int(fd), (where[0], where[1], where[2]))


def _alive(channel: Channel) -> list[int]:
    """The processes in the sandbox that run; bubblewrap's own two and the host are none of the answer's."""
    known = {channel.host, *channel.walls}
    return [pid for pid in descendants(channel.first) if pid not in known and _state(pid) not in "ZX"]


def _state(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"
