"""The names that a program has for its descriptors, and the threads that are at work with them."""

from __future__ import annotations

from kata.autopsy import source, variables
from kata.autopsy.facts import Frame
from kata.autopsy.frames import Told


def users_of(fd: int, told: Told) -> tuple[int, ...]:
    """The tids of the threads that have a descriptor in a local variable, and so are at work with it.

    None of a process with one thread. A global belongs to nobody: whatever a module knows, each of its functions can
    use. A variable that the line at work is about to assign is as good as gone.
    """
    return tuple(
        tid
        for tid, frames in (told.threads.items() if len(told.threads) > 1 else ())
        if any(
            number == fd and variables.root(name) in variables.local_names(frame.file, frame.line)
            for frame in frames
            if frame.function != "<module>"
            for name, number, what in frame.names
            if variables.root(name) not in variables.assigned(frame.file, frame.line)
            if what != "number" or _used(frame, name) or _passed(frame, name)
        )
    )


def name_of(fd: int | None, told: Told) -> str | None:
    """The name of a descriptor in the program; None rather than a guess.

    An object with this `fileno` is certain. An int counts only if the function uses it as a descriptor or takes it as a
    parameter: other ints of the same value are a coincidence. Inner frames come first.
    """
    named = told.named.get(fd, ()) if fd is not None else ()
    for kind, rank in (("object", _any), ("number", _used), ("number", _passed)):
        sure = {kind, "writer", "reader"} if kind == "object" else {kind}
        found = [(i, name) for i, frame, name, what in named if what in sure and rank(frame, name)]
        if found:
            return min((name for i, name in found if i == found[0][0]), key=_plain)
    if fd in told.origins:
        return _element(fd, told) or source.target(*told.origins[fd])
    return None


def _element(fd: int, told: Told) -> str | None:
    """A name such as `pipes[2][0]`, of an end whose pair is kept among others: its place in the pair is known."""
    index = f"][{told.origins[fd][2]}]"
    return next((name for _, _, name, _ in told.named.get(fd, ()) if name.endswith(index)), None)


def _plain(name: str) -> tuple[int, int]:
    """The sorting key of a name: names without private parts come first, then the shortest."""
    return name.count("._"), len(name)


def file_name(fd: int, told: Told, kind: str) -> str | None:
    """The name of the "writer" or "reader" on a descriptor, for the case that the socket below has a name as well."""
    return next((name for _, _, name, what in told.named.get(fd, ()) if what == kind), None)


def _any(frame: Frame, name: str) -> bool:
    return True


def _used(frame: Frame, name: str) -> bool:
    used = variables.descriptor_names(frame.file, frame.line)
    return name in used or name.partition("[")[0] in used


def _passed(frame: Frame, name: str) -> bool:
    root = name.partition("[")[0]
    given = root in variables.parameters(frame.file, frame.line)
    return given and root not in variables.quantities(frame.file, frame.line)
