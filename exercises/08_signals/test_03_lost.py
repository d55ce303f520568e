import os
import select
import signal
from functools import partial
from pathlib import Path

DEAF = {"pause", "nanosleep", "clock_nanosleep", "futex", "wait4", "waitid"}
"""Calls of which no descriptor, and no blocked signal, tells that a signal has come a moment before."""


def signal_and_say_so(process, heard, says):
    assert os.read(heard, 100) == b"ready"
    process.send(signal.SIGUSR1)
    os.write(says, b"!")


def say_so(heard, says):
    assert os.read(heard, 100) == b"ready"
    os.write(says, b"!")


def look_and_signal(process):
    Path("sleeps").write_text(" ".join(process.sleeps_in()))
    process.send(signal.SIGUSR1)


def test_a_signal_that_comes_early_is_not_lost(answer, process, peer):
    heard, writer = os.pipe()
    reader, says = os.pipe()
    other = peer(signal_and_say_so, process, heard, says)
    answer.ready(writer, reader)
    assert other.wait() == 0
    assert not select.select([reader], [], [], 0)[0], "the byte out of `reader` was not read"
    for fd in (heard, writer, reader, says):
        os.close(fd)


def test_a_signal_that_comes_late_is_waited_for(answer, process, peer, peer_once_asleep):
    heard, writer = os.pipe()
    reader, says = os.pipe()
    signals = [signal.SIGWINCH, signal.SIGUSR1]  # the first one is none of its business
    with peer_once_asleep(say_so, heard, says, then=[partial(process.send, each) for each in signals]):
        answer.ready(writer, reader)
    for fd in (heard, writer, reader, says):
        os.close(fd)


def test_a_signal_in_the_moment_before_would_not_be_lost(answer, process, peer_once_asleep):
    heard, writer = os.pipe()
    reader, says = os.pipe()
    with peer_once_asleep(say_so, heard, says, then=[lambda: look_and_signal(process)]):
        answer.ready(writer, reader)
    calls = Path("sleeps").read_text().split()
    assert not calls or not DEAF.issuperset(calls), (
        f"ready slept in {calls[0]}, which a signal ends only if it comes in time: one that had come in the moment "
        "before would have been handled, and nobody would have woken up"
    )
    for fd in (heard, writer, reader, says):
        os.close(fd)


def test_afterwards_sigusr1_is_what_it_was(answer, process, peer):
    heard, writer = os.pipe()
    reader, says = os.pipe()
    other = peer(signal_and_say_so, process, heard, says)
    answer.ready(writer, reader)
    assert other.wait() == 0
    for what, is_so in (
        ("calls your handler", process.catches),
        ("is ignored", process.ignores),
        ("is blocked", process.blocks),
        ("is pending, for nobody has taken it", process.owes),
    ):
        assert not is_so(signal.SIGUSR1), f"ready came back, and SIGUSR1 still {what}"
    for fd in (heard, writer, reader, says):
        os.close(fd)
