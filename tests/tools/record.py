"""Record all that the kernel and the processes tell of a hang, as JSON beside the program that hangs.

    python -m tests.tools.record        every program in tests/recorded anew (Linux)

A program's function `f` hangs; its docstring is TOML and says what an autopsy must find: `cause`, `summary` (with
the numbers of descriptors left open as {name}) and `people`.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kata.agent import notes, settle
from kata.autopsy import frames
from kata.autopsy.facts import Frame, Named
from kata.autopsy.frames import Called, Task, Told
from kata.facts import Call, Descriptor, Memory, Opening, Process, Snapshot, Socket, Thread
from kata.kernel import proc, tree

FOLDER = Path(__file__).resolve().parents[1] / "recorded"
HERE = "{folder}"  # stands for FOLDER in a recording


@dataclasses.dataclass(frozen=True)
class Recording:
    """All that an autopsy is made from. root: the pid of the test."""

    root: int
    snapshot: Snapshot
    told: dict[int, Told]
    notes: list[notes.Note]


def record(program: Path) -> Recording:
    """Run the program until it hangs, look at it as the keeper does, and end it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree.become_subreaper()
        root = os.fork()
        if root == 0:
            _run(program, folder)
        try:
            return _look(root, folder)
        finally:
            tree.end_all()


def _look(root: int, folder: Path) -> Recording:
    last: object = None
    since = time.monotonic()
    while True:
        passes, now = proc.asleep(tree.descendants(os.getpid())), time.monotonic()
        if passes is None or passes != last:
            last, since = passes, now
        elif now - since > 0.5:
            break
        time.sleep(0.01)
    snapshot = proc.snapshot(passes)
    written = notes.read(folder / "notes")
    told = frames.ask((p.pid for p in snapshot.processes if p.can_tell), folder, written)
    return Recording(root, _only_theirs(snapshot), told, written)


def _run(program: Path, folder: Path) -> None:
    notes.begin(folder / "notes")
    settle.settle(folder, lambda file: file == str(program))
    spec = importlib.util.spec_from_file_location("program", program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.f()
    os._exit(1)


def _only_theirs(snapshot: Snapshot) -> Snapshot:
    """The snapshot without the sockets of other programs of this machine."""
    mine = {d.inode for process in snapshot.processes for d in process.descriptors}
    kept = {inode: each for inode, each in snapshot.sockets.items() if inode in mine}
    return dataclasses.replace(snapshot, sockets=kept)


OF_POLLERS = ("levels", "handlers", "daemons")  # in no recording, for in a hang that is proved nobody polls


def to_json(recording: Recording) -> str:
    data = dataclasses.asdict(recording)
    for each in data["told"].values():
        for name in OF_POLLERS:
            del each[name]
        each["ends"] = [[*end, *where] for end, where in each["ends"].items()]
        each["library"] = sorted(each["library"])
        each["ended"] = sorted(each["ended"])
    return json.dumps(data, indent=1).replace(str(FOLDER), HERE) + "\n"


def load(file: Path) -> Recording:
    """Read a recording from its file."""
    data = json.loads(file.read_text().replace(HERE, str(FOLDER)))
    seen = data["snapshot"]
    return Recording(
        root=data["root"],
        snapshot=Snapshot(
            processes=tuple(_process(each) for each in seen["processes"]),
            sockets=_by_number(seen["sockets"], lambda each: Socket(**each)),
            armed=tuple(seen["armed"]),
            locks=_by_number(seen["locks"], tuple),
        ),
        told=_by_number(data["told"], _told),
        notes=data["notes"],
    )


def _by_number(data: dict[str, Any], make: Callable[[Any], Any]) -> dict[int, Any]:
    return {int(number): make(each) for number, each in data.items()}


def _process(data: dict[str, Any]) -> Process:
    descriptors = tuple(Descriptor(**each) for each in data["descriptors"])
    threads = tuple(map(_thread, data["threads"]))
    numbers = {name: tuple(data.get(name, ())) for name in ("handles", "timers", "pending", "deadly")}
    return Process(**data | numbers | {"threads": threads, "descriptors": descriptors})


def _thread(data: dict[str, Any]) -> Thread:
    return Thread(
        data["tid"],
        data["state"],
        _call(data["call"]),
        tuple(map(tuple, data["polled"])),
        Opening(**data["opening"]) if data["opening"] else None,
        Memory(**data["memory"]) if data["memory"] else None,
    )


def _call(data: dict[str, Any] | None) -> Call | None:
    return None if data is None else Call(**data | {"arguments": tuple(data["arguments"])})


def _told(data: dict[str, Any]) -> Told:
    return Told(
        _by_number(data["threads"], lambda stack: tuple(map(_frame, stack))),
        _by_number(data["origins"], tuple),
        {(inode, index): (file, line) for inode, index, file, line in data["ends"]},
        _by_number(data["names"], str),
        _by_number(data["calls"], lambda calls: tuple(Called(**each) for each in calls)),
        frozenset(data["library"]),
        _by_number(data["tasks"], lambda each: Task(**each | {"awaits": tuple(each["awaits"])})),
        data["service"],
        _by_number(data["pending"], int),
        given=_by_number(data["given"], tuple),
        ended=frozenset(data["ended"]),
        unread=_by_number(data["unread"], int),
        reaped=_by_number(data["reaped"], int),
        alone=data["alone"],
    )


def _frame(data: dict[str, Any]) -> Frame:
    objects = tuple(Named(**each) for each in data["objects"])
    return Frame(**data | {"names": tuple(map(tuple, data["names"])), "objects": objects})


if __name__ == "__main__":
    for program in sorted(FOLDER.glob("*.py")):
        program.with_suffix(".json").write_text(to_json(record(program)))
        print(program.stem, file=sys.stderr)
