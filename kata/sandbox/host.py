"""The process in which an answer runs apart from its tests and serves their calls.

It trusts the test, and the test trusts nothing that it says: whatever a learner's code does in this process, another
one judges. A call brings along all descriptors of the test, under their numbers, and the return takes back all that are
open then: whoever has control has the descriptors, as if both were one process.

Each test starts such a process, so it imports no more than it needs to begin. Orders from the trusted test are
marshalled; replies are JSON.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` and `socket` import enum, and much else
import _socket
import builtins
import errno
import gc
import io
import marshal
import os
import site
import sys

from kata.agent import closings, errors, origins, reporter, services, texts, threads, turns
from kata.agent.asking import DOORBELL
from kata.agent.guard import LearnerExit, parameters_of
from kata.agent.loading import load
from kata.agent.missing import AnswerMissing
from kata.agent.notes import to_json
from kata.agent.settle import PR_SET_PDEATHSIG, settle_apart
from kata.kernel.networks import into_this_network
from kata.sandbox import wire

TYPE_CHECKING = False
ATTEMPTS = 100  # to hand over descriptors that threads of the answer close
if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Sequence
    from typing import Any, NoReturn


class Host:
    """The answer's end of the channel.

    own: descriptors that never cross. sockets: those that have crossed, by key.
    rooms: the folders where the answer may write, if these exist only within the walls.
    """

    def __init__(self, channel: _socket.socket, file: str) -> None:
        self.channel, self.file = channel, file
        self.rooms: list[str] = []
        self.own = frozenset(wire.open_numbers())
        self.sockets: dict[int, socket.socket] = {}
        self.answer: Any = None
        self.at_work = False


def main() -> NoReturn:
    """Serve one test.

    Arguments: the descriptor of the channel, the answer, the folder for notes, a user or "-", JSON for walls that this
    process must build itself or nothing, then the numbers of the descriptors that are open in the test.
    """
    number, file, folder, user, walls, *taken = sys.argv[1:]
    site.setquit()  # `exit`, which the interpreter leaves out with -S
    channel = _socket.socket(fileno=wire.aside(int(number)))
    try:
        take(frozenset(map(int, taken)))
        settle_apart(folder, file, int(user) if user != "-" else None, is_alone=not walls or user != "-")
        if walls:
            retire(folder, walls)
    except OSError as error:
        tell(channel, {"failed": f"{error}"})
        os._exit(1)
    raw = io.FileIO(1, "w", closefd=False)  # without a buffer, so that no print is lost, however this ends
    sys.stdout = sys.stderr = io.TextIOWrapper(
        raw, encoding="utf-8", errors="backslashreplace", write_through=True
    )
    host = Host(channel, file)
    host.rooms = [] if walls else [folder, *wire.ROOMS]
    _signal.signal(DOORBELL, lambda signum, frame: pause(host))
    greet(host)
    try:
        serve(host)
    finally:  # even if the answer has broken the channel, or Python itself
        os._exit(1)


def retire(folder: str, told: str) -> None:
    """Put this process behind Landlock: keep to this folder, and end with the test."""
    # libffi may keep its own file open: not under a number that the test may need.
    filled = [os.open(os.devnull, os.O_RDONLY)]
    while filled[-1] < wire.OURS - 1:
        filled.append(os.dup(filled[0]))
    import ctypes

    for fd in filled:
        os.close(fd)
    import json

    from kata.sandbox import landlock

    walls = json.loads(told)
    os.environ["TMPDIR"] = os.environ["HOME"] = os.getcwd()
    landlock.enter(walls["readable"], [folder], bytes.fromhex(walls["rules"]))
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, _signal.SIGKILL, 0, 0, 0)


def take(numbers: frozenset[int]) -> None:
    """Open these descriptors, so that new ones get the numbers that they would get in the test."""
    null = os.open(os.devnull, os.O_RDONLY)
    for fd in numbers - {null}:
        os.dup2(null, fd, inheritable=False)
    if null not in numbers:
        os.close(null)


def greet(host: Host) -> None:
    """Say that this process is ready, and which descriptors stay here; the kernel adds the pid.

    With it go a netlink socket, by which the keeper sees the network of the sandbox, and descriptors of the folders
    that exist only there.
    """
    rooms = [os.open(room, os.O_PATH | os.O_DIRECTORY) for room in host.rooms]
    netlink = into_this_network()
    tell(host.channel, {"ready": os.getpid(), "own": sorted(host.own)}, [netlink, *rooms])
    for fd in (netlink, *rooms):
        os.close(fd)


def serve(host: Host, until: str = "") -> None:
    """Carry out the orders of the test, until it has gone or gives the order `until`."""
    while (heard := wire.receive(host.channel, marshal.loads)) is not None:
        order, fds = heard
        if order["do"] == "fork":
            fork(host, fds[0])
            continue
        wire.install(order["table"], fds, host.own)
        wire.follow(host.sockets, order["sockets"])
        if order["do"] == until:
            return
        reply = DO[order["do"]](host, order)
        hand_over(host, reply)
    os._exit(0)


def pause(host: Host) -> None:
    """Hand control to the test in the middle of a call, until it orders the answer to go on."""
    if host.at_work:
        host.at_work = False
        hand_over(host, {"paused": True})
        serve(host, "resume")
        host.at_work = True


def hand_over(host: Host, reply: dict[str, Any]) -> None:
    """Reply with all open descriptors, and close them here.

    A thread of the answer that is still at work may close one before it is on its way: then all are listed anew.
    """
    for attempt in range(ATTEMPTS):
        try:
            table = wire.table(host.own)
            fds = [fd for fd, _ in table]
            told = {**reply, "closed": closings.known(), "table": table, "sockets": wire.state(host.sockets)}
            return tell(host.channel, told, fds, fds)
        except OSError as error:
            if error.errno != errno.EBADF or attempt == ATTEMPTS - 1:
                raise


def tell(
    channel: _socket.socket, message: object, fds: Sequence[int] = (), and_close: Iterable[int] = ()
) -> None:
    """Send a message to the test, which reads only JSON."""
    wire.send(channel, to_json(message).encode(), fds, and_close)


def begin(host: Host, order: dict[str, Any]) -> dict[str, Any]:
    """Load the answer; reply with its members."""
    try:
        host.at_work = True
        texts.begin({host.file: order["text"]})
        host.answer = load(host.file)
    except BaseException as error:
        return told(host, error)
    finally:
        host.at_work = False
    members = {}
    for name, value in vars(host.answer).items():
        if not name.startswith("__") and not isinstance(value, type(sys)):
            try:
                members[name] = packed(host, value)
            except wire.NotPlain:
                members[name] = described(name, value)
    return {"members": members}


def described(name: str, value: object) -> dict[str, Any]:
    """A member that is no plain value: a function with the names of its parameters, or something strange."""
    if not callable(value):
        return {"strange": type(value).__name__}
    function = getattr(value, "__wrapped__", None)
    return {"function": [name, *(parameters_of(function) if function is not None else ())]}


def call(host: Host, order: dict[str, Any]) -> dict[str, Any]:
    """Call a function of the answer with the arguments of the test."""

    def other(kind: str, content: Any) -> object:
        if kind == "socket":
            return wire.socket_of(content, host.sockets)
        return getattr(host.answer, content)

    arguments = [wire.plain(each, other) for each in order["arguments"]]
    keywords = {name: wire.plain(each, other) for name, each in order["keywords"].items()}
    try:
        host.at_work = True
        try:
            returned = getattr(host.answer, order["name"])(*arguments, **keywords)
        finally:
            host.at_work = False
            del arguments, keywords
    except BaseException as error:
        return told(host, error)
    try:
        return {"returned": packed(host, returned)}
    except wire.NotPlain as error:
        return {"strange": f"`{order['name']}` returned {error}"}


def end(host: Host, order: dict[str, Any]) -> dict[str, Any]:
    """End the test: reply where the open descriptors were made, and the threads that are still there."""
    gc.collect()
    services.end()
    where_made = {fd: where for fd in set(wire.open_numbers()) - host.own if (where := origins.origin(fd))}
    return {"origins": where_made, "threads": threads.all_known()}


def take_turns(host: Host, order: dict[str, Any]) -> dict[str, Any]:
    """Let the threads that the answer starts from now on take turns."""
    turns.begin(host.file)
    return {}


DO = {"begin": begin, "call": call, "end": end, "turns": take_turns}


def packed(host: Host, value: object) -> Any:
    def other(value: object) -> Any:
        if wire.is_socket(value):
            return wire.packed_socket(value, host.sockets, 1)
        raise wire.NotPlain(f"a value of type {type(value).__name__}, which is no plain value")

    return wire.packed(value, other)


def told(host: Host, error: BaseException) -> dict[str, Any]:
    """An exception as plain values: the nearest built-in class, its arguments, the lines in the answer."""
    import traceback

    ours = next((kind for kind in (AnswerMissing, LearnerExit) if isinstance(error, kind)), None)
    kinds = [kind for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind]
    try:
        arguments = [packed(host, each) for each in error.args]
    except wire.NotPlain:
        arguments = [str(error)]
    lines = [
        [frame.lineno, getattr(frame, "end_lineno", None), frame.name]
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == host.file
    ]
    told = {"kind": (ours or kinds[0]).__name__, "name": type(error).__name__, "arguments": arguments}
    if isinstance(error, SyntaxError):
        told["syntax"] = [error.msg, error.filename, error.lineno, error.offset, error.text]
    told |= {"text": str(error), "facts": errors.raised_by(error)}
    error.__traceback__ = None
    return {"raised": {**told, "lines": lines}}


def fork(host: Host, fd: int) -> None:
    """Fork an orphan copy of this process, for a copy of the test: the answer may wait for its own children only."""
    reporter.be_silent(True)
    child = os.fork()
    if child == 0:
        if os.fork():
            os._exit(0)
        reporter.be_silent(False)
        os.dup2(fd, host.channel.fileno(), inheritable=False)
        os.close(fd)
        greet(host)
        return
    reporter.be_silent(False)
    os.close(fd)
    os.waitpid(child, 0)
    tell(host.channel, {"forked": True})


if __name__ == "__main__":
    main()
