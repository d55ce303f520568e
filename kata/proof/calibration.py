"""Whether this machine shows all that a proof rests on: asked once, before anything is watched."""

from __future__ import annotations

import os
import time

from kata.kernel import bpf, proc, tree, unotify
from kata.kernel.syscalls import decode


def reason_against() -> str | None:
    """The reason why nothing can be proved here, and no deed be heard; None if all can.

    This process gets the orphans below it from now on, where the kernel has that.
    """
    if not tree.ON_LINUX:
        return "only Linux shows who sleeps in which call"
    if not tree.become_subreaper():
        return "orphans do not come back to their ancestors here"
    if not sees_a_sleep():
        return "this machine does not show in which call a process sleeps"
    if not hears_calls():
        return "another program hears the calls of this one already, or the kernel lets nobody hear them"
    return None


def sees_a_sleep() -> bool:
    """Whether a child in a known read is seen in exactly that."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    try:
        seen = _seen_in_read(child, reader)
    except OSError:
        seen = False
    os.close(writer)
    os.close(reader)
    os.waitpid(child, 0)
    return seen


def _seen_in_read(child: int, reader: int) -> bool:
    limit = time.monotonic() + 1
    while time.monotonic() < limit:
        passes = proc.asleep([child])
        if passes is None:
            continue
        call = decode(passes[0][3])
        return call is not None and (call.name, call.fd) == ("read", reader) and passes[0][4].isdigit()
    return False


def hears_calls() -> bool:
    """Whether a child can tell of its calls: a process has one listener at most, whoever began it (seccomp(2))."""
    for and_deeds in (False, True):
        unotify.program(bpf.HERE, and_deeds, "sealed")  # assembled once, for all forks of this process
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if unotify.tell() is not None else 1)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0
