"""The test's side of an answer that runs apart: a module whose functions run in another process.

The test trusts nothing that comes back: values are of exact built-in types, exceptions are built-in ones, and the
test's own code in this process decides whether it passes. See `host` for the other side.
"""

from __future__ import annotations

import builtins
import json
import marshal
import os
import select
import signal
import socket
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from kata import records
from kata.agent import closings, texts
from kata.agent.asking import BELL, DOORBELL
from kata.agent.guard import LearnerExit
from kata.agent.missing import AnswerMissing, lacks
from kata.agent.values import lent
from kata.facts import SHARED, Place
from kata.sandbox import untrusted, walls, wire
from kata.sandbox.channel import Channel, ended, meet, note_pair
from kata.sandbox.start import start


def begin(
    file: Path, folder: Path, leaving: Container[int | None] = (), place: Place = SHARED
) -> tuple[Channel, list[int]]:
    """Start the process of an answer, as `start` does; a fork of this process now forks that one as well."""
    channel, fds = start(file, folder, leaving, place)
    os.register_at_fork(
        before=lambda: _before_fork(channel),
        after_in_child=lambda: _after_fork(channel, True),
        after_in_parent=lambda: _after_fork(channel, False),
    )
    return channel, fds


def load(channel: Channel) -> ModuleType:
    """Load the answer there; return a module as `loading.load` does, whose functions are called over the channel."""
    members = ask(channel, {"do": "begin", "text": texts.take(channel.file)}).get("members")
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
        raise AnswerMissing(lacks(name, wanted, [m for m, v in vars(answer).items() if callable(v)]))

    answer.__getattr__ = missing  # type: ignore[method-assign]
    return answer


def _other(channel: Channel) -> Callable[[str, Any], object]:
    def other(kind: str, content: Any) -> object:
        if kind == "socket":
            return wire.socket_of(content, channel.sockets)
        if kind == "function" and type(content) is list and all(type(each) is str for each in content):
            name, *parameters = content
            return Function(channel, name, tuple(parameters))
        raise wire.Foul(f"a value of kind {kind}")

    return other


@dataclass(frozen=True)
class Function:
    """A function of the answer, which is called there; it returns or raises here as it did there."""

    channel: Channel
    name: str
    parameters: tuple[str, ...] = ()

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
        closings.give(self.name, self.parameters, arguments)
        closings.give(self.name, keywords, keywords.values())
        reply = ask(self.channel, order)
        if "strange" in reply:
            raise AssertionError(str(reply["strange"]))
        return wire.plain(reply.get("returned"), _other(self.channel))


def ask(channel: Channel, order: dict[str, Any]) -> dict[str, Any]:
    """Hand over control with all descriptors, and wait until it returns. Raises exceptions as they were raised."""
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
    # Why do all descriptors go along, and not only those among the arguments? Because these exercises are about who
    # holds which end. In one process, a function that reads from a pipe meets the end of file as soon as the last
    # write end is closed. If the test kept its own copies while the answer runs in another process, there would be a
    # writer that nobody can see: the read would wait for ever, and the learner would be told of a descriptor that is
    # in no line of the program. So control and descriptors travel together: whoever has control has all of them,
    # under the same numbers, and the other side has none. When an answer closes an end of its caller's, or leaves one
    # open, so it is in the test: control comes back with all that is open then.
    #
    # A copy is in two places while it is on its way. `wire.send` therefore closes the copies here after the head of
    # the message, with which they travel, and before its body: who has read the whole message knows that the other
    # side has let go. Closed after the message, the answer could look for an end of file that is not there yet, and
    # right answers would fail now and then.
    #
    # Rejected: only the descriptors among the arguments (the answer could not close what the test has made before,
    # and nothing that it opens would be missed); objects that forward each read and write to the test (they are no
    # help to fork, poll and exec, which take descriptors); pidfd_getfd(2), by which each side takes copies when it
    # likes (they stay where they came from, and it needs the rights of a tracer over a process that is not to be
    # trusted); and to run the tests in the sandbox as well (then an answer could write its own verdict).
    table = wire.table(channel.own)
    fds = [fd for fd, _ in table]
    try:
        data = marshal.dumps({**order, "table": table, "sockets": wire.state(channel.sockets)})
        wire.send(channel.link, data, fds, fds)
    except (BrokenPipeError, ConnectionResetError):
        raise ended(channel) from None
    lent.update(fd for fd, _ in table)


NAME = 100  # characters of the name of a class


def _reply(channel: Channel) -> dict[str, Any]:
    """Wait for the reply. Signals are handled meanwhile, but not while the message is read."""
    poll = select.poll()
    poll.register(channel.link, select.POLLIN)
    while channel.heard is None:
        poll.poll()
        _hear(channel)
    reply, channel.heard = channel.heard, None
    return reply


def _hear(channel: Channel) -> None:
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {BELL, signal.SIGALRM})
    try:
        if channel.heard is not None:
            return  # the handler of a signal has read it
        heard = wire.receive(channel.link, json.loads)
        if heard is None:
            raise ended(channel)
        reply, fds = heard
        lent.clear()
        wire.install(reply["table"], fds, channel.own)
        wire.follow(channel.sockets, reply["sockets"])
        channel.in_files = [each for each in channel.sockets.values() if wire.is_in_a_file(each)]
        _learn_closings(channel, reply.get("closed"))
        channel.heard = reply
    except (KeyError, TypeError, AttributeError, ConnectionResetError) as error:
        raise wire.Foul(f"{type(error).__name__}: {error}") from None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


def _learn_closings(channel: Channel, told: Any) -> None:
    for fd, end, facts in told if type(told) is list else []:
        closing = untrusted.closing_of(facts, str(channel.file))
        if closing is not None and type(fd) is int and type(end) is list and len(end) == 3:
            inode, is_a, other = end
            closings.learn(fd, (inode, is_a, other), records.plain(closing))


def interrupt(channel: Channel, function: Callable[[], object]) -> bool:
    """Call a function from the handler of a signal, if the answer is at work: stop it, call, and let it go on."""
    if not channel.calling or channel.heard is not None:
        return False
    os.kill(channel.host, DOORBELL)
    _hear(channel)
    if channel.heard is None or "paused" not in channel.heard:
        return False  # it returned by itself before it noticed the doorbell
    channel.heard = None
    channel.calling = False
    try:
        function()
    finally:
        _hand_over(channel, {"do": "resume"})
        channel.calling = True
    return True


def _raised(channel: Channel, told: Any) -> BaseException:
    """An exception like the one that was raised there, with the lines of the answer in `kata_lines`."""
    kind, text = str(told.get("kind")), str(told.get("text"))
    error: BaseException
    if kind in ("AnswerMissing", "LearnerExit"):
        error = {"AnswerMissing": AnswerMissing, "LearnerExit": LearnerExit}[kind](text)
    else:
        found = getattr(builtins, kind, None)
        if not (isinstance(found, type) and issubclass(found, Exception)):
            found = Exception
        named = _named(found, told.get("name"))
        try:
            arguments = [wire.plain(each, _other(channel)) for each in told["arguments"]]
            error = named(*arguments) if _is_sound(found, arguments) else Exception(text)
        except (TypeError, KeyError, wire.Foul):
            error = Exception(text)
    error.kata_lines = _lines(told.get("lines"))  # type: ignore[attr-defined]
    facts = untrusted.raised_of(told.get("facts"), str(channel.file))
    error.kata_raised = records.plain(facts)  # type: ignore[attr-defined]
    return error


def _named(kind: type[Exception], name: Any) -> type[Exception]:
    """A class of the answer's own, as far as it counts here: a built-in one under the name that the answer gave it."""
    if type(name) is not str or not name.isidentifier() or name == kind.__name__ or len(name) > NAME:
        return kind
    return type(name, (kind,), {})


def _is_sound(kind: type[Exception], arguments: list[Any]) -> bool:
    """Whether the places in a codec's error are within its text: `str` of the error does not check them."""
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


def _before_fork(channel: Channel) -> None:
    """Ask for a copy of the answer, for the copy of the test that is about to be forked."""
    if channel.calling:
        return
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    wire.send(channel.link, marshal.dumps({"do": "fork"}), [theirs.fileno()])
    theirs.close()
    wire.receive(channel.link, json.loads)
    channel.forking = ours


def _after_fork(channel: Channel, in_child: bool) -> None:
    ours, channel.forking = channel.forking, None
    if ours is None:
        return
    if in_child:
        os.dup2(ours.fileno(), channel.link.fileno(), inheritable=False)
        try:
            _, fds = meet(channel)
        except (
            walls.NoSandbox,
            ValueError,
        ) as error:  # no failure of the machine: the sandbox stands already
            raise wire.Foul(str(error)) from None
        for fd in fds:
            os.close(fd)
        note_pair(channel)
    ours.close()
