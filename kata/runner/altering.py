"""Alter calls of an answer before they are made, so that a test knows what only these can tell.

A value that an answer has worked out for itself looks like one that it has received. So bytes are changed on their way,
or lost, a call fails with a number of the test's choice, or a process is killed before it can exit with its status:
then what comes back shows where it is from.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import struct
from dataclasses import asdict
from pathlib import Path

from kata.kernel import deeds, descriptors, unotify
from kata.kernel.deeds import Deed
from kata.runner.listening import NO_ADDRESS, Alteration, Hearing, written

FILE = "alteration"  # in the folder of a run
ALTERED = "altered"  # a deed that no call tells
LOOKED_AT = 4096  # bytes of each chunk that is written


def ask_for(alteration: Alteration, folder: Path) -> None:
    """Write down for the keeper what is wanted; it reads that when it hears of it."""
    (folder / FILE).write_text(json.dumps(asdict(alteration)))


def asked_for(folder: Path) -> Alteration:
    return Alteration(**json.loads((folder / FILE).read_text()))


def told(folder: Path) -> str:
    """A sentence on what was altered in a run, without which nobody would understand what followed."""
    wanted = asked_for(folder)
    if wanted.status is not None:
        return f"The test has killed a process that was about to exit with status {wanted.status}."
    if wanted.new:
        return f"On their way, the test has changed bytes to {wanted.new.encode('latin-1')!r}."
    if wanted.old:
        size = len(wanted.old)
        lost = f"Of the {size} bytes that were written first, the test has let the last {size - size // 2} be lost:"
        return f"{lost} who counts waits for ever."
    if wanted.option is not None:
        return (
            f"The test has let the kernel say {wanted.number} where it was asked for an option of a socket."
        )
    failed = wanted.what or "reads and writes"
    return f"The test has let {failed} fail with {errno.errorcode.get(wanted.number, wanted.number)}."


def alter(this: Hearing, tid: int, number: int, arguments: tuple[int, ...], found: list[Deed]) -> bool:
    """Change the bytes that a call is about to write, if they are to be; whether they were. found: the deeds in it.

    They are changed where they lie, in the memory of the answer, for only as long as this call: see `restore`.
    """
    wanted = this.alteration
    writes = [deed for deed in found if deed.what == "write"]
    if wanted is None or not wanted.new or not writes:
        return False
    old, new = wanted.old.encode("latin-1"), wanted.new.encode("latin-1")
    altered = False
    for address, size in deeds.chunks(tid, number, arguments):
        data = descriptors.memory(tid, address, min(size, LOOKED_AT))
        if old in data:
            changed = data.replace(old, new)
            _change(tid, address, changed)
            this.changes.setdefault(tid, []).append((address, data, changed))
            altered = True
    if altered:
        this.write(written(Deed(writes[0].pid, ALTERED)))
    return altered


def restore(this: Hearing, tid: int) -> None:
    """Put back the bytes that were changed for the last call of a thread, now that it makes the next.

    Otherwise an answer that returns what it has written would seem to return what came. Where the memory holds
    something else by now, it is somebody else's.
    """
    for address, data, changed in this.changes.pop(tid, ()):
        with contextlib.suppress(*NO_ADDRESS):
            if descriptors.memory(tid, address, len(changed)) == changed:
                _change(tid, address, data)


def _change(tid: int, address: int, data: bytes) -> None:
    with open(f"/proc/{tid}/mem", "r+b", buffering=0) as memory:
        os.pwrite(memory.fileno(), data, address)


def is_answered(this: Hearing, tid: int, known: int, arguments: tuple[int, ...], found: list[Deed]) -> bool:
    """Answer a call in place of the kernel, if that is wanted; whether it was. known: by which it is told."""
    wanted = this.alteration
    if wanted is None:
        return False
    if wanted.status is not None:
        return _is_killed(this, wanted.status, found)
    if wanted.what or wanted.option is not None:
        return _is_told(this, wanted, tid, known, arguments, found)
    moved = [deed for deed in found if deed.what in ("read", "write") and deed.thing]
    if wanted.new or not moved:
        return False
    size = 0
    if wanted.old:  # the first write of all: behind others, a reader may know how much is to come
        if moved[0].what == "write":
            this.alteration = None
        data = wanted.old.encode("latin-1")
        if [deed.data for deed in moved] != [data]:
            return False
        size = len(data)
        _write(moved[0].pid, arguments[0], data[: size // 2])
    elif wanted.inode not in [deed.thing[1] for deed in moved if deed.thing]:
        return False
    this.write(written(Deed(moved[0].pid, ALTERED)))
    unotify.answer(this.listener, known, size, wanted.number)
    return True


def _is_told(
    this: Hearing, wanted: Alteration, tid: int, known: int, arguments: tuple[int, ...], found: list[Deed]
) -> bool:
    """Let a deed fail, or tell another number for an option of a socket; whether it was that call."""
    for deed in found:
        is_asked = deed.what == "ask" and deed.numbers == (wanted.option,)
        if not is_asked and deed.what != wanted.what:
            continue
        if is_asked:
            _change(tid, arguments[3], struct.pack("i", wanted.number))
        this.write(written(Deed(deed.pid, ALTERED)))
        unotify.answer(this.listener, known, 0, 0 if is_asked else wanted.number)
        return True
    return False


def _is_killed(this: Hearing, status: int, found: list[Deed]) -> bool:
    """Kill a process that is about to exit with a status; whether one was. Its exit is no deed, for it never comes."""
    exiting = [deed.pid for deed in found if deed.what == "exit" and deed.numbers == (status,)]
    for pid in exiting:
        this.write(written(Deed(pid, ALTERED)))
        this.leaving.add(pid)
        os.kill(pid, signal.SIGKILL)
    found[:] = [deed for deed in found if deed.pid not in exiting]
    return bool(exiting)


def _write(pid: int, fd: int, data: bytes) -> None:
    copy = descriptors.copy_of(pid, fd)
    os.write(copy, data)
    os.close(copy)
