"""The fixtures by which a test asks what its answer does: `evidence`, `hold`, `once_asleep` and others."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from types import FrameType

import pytest

from kata.agent.asking import BELL
from kata.agent.marks import mark
from kata.agent.notes import note
from kata.kernel.deeds import Deed
from kata.runner.altering import ALTERED, ask_for
from kata.runner.evidence import Evidence, read, told_by
from kata.runner.hearing import ALTERS, ASKS, ASKS_NO_MORE, HOLDS
from kata.runner.listening import Alteration
from kata.runner.peers import Peer
from kata.runner.sleeps import ASLEEP, Limited, outcomes, sleepless
from kata.runner.state import AGAINST, RUN

A_MOMENT = 0.05  # seconds


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Callable[[Callable[[Evidence], object], str], None]:
    """`evidence(check, sentence)`: fail with the sentence unless the check holds of what the answer has done so far.

    Where nothing can be heard of that, nothing is checked.
    """

    def check_it(check: Callable[[Evidence], object], sentence: str) -> None:
        if is_heard(request) and not check(told_by(_deeds(request))):
            pytest.fail(sentence, pytrace=False)

    return check_it


@pytest.fixture
def hold(request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    """`hold("read")`, or "write", "exit", "group", "regroup" or "step": from now on, each process of the answer does so
    only when all others sleep.

    So a reader is always late, if only by OVERTAKEN deeds of others, writers take turns, a child outlives whatever does
    not wait for it, and whoever moves itself ("group") or a child ("regroup") into another process group is late there.
    At a "step" the threads that are started from now on take turns, as `agent.turns` has it.
    An answer that spins or naps meanwhile, and never sleeps until somebody wakes it, fails the test. Where deeds cannot
    be heard, nothing is held.
    """

    def hold_it(what: str) -> None:
        if is_heard(request):
            mark(next(number for number, deed in HOLDS.items() if deed == what))
            if what == "step":
                request.getfixturevalue("take_turns")()

    yield hold_it
    told = _how_it_slept(request)
    if told:
        pytest.fail(told, pytrace=False)


@pytest.fixture
def changed(request: pytest.FixtureRequest) -> Callable[[bytes, bytes], Callable[[bytes], bool]]:
    """`is_made_up = changed(old, new)`: from now on, where the answer writes the old bytes into a pipe or socket, new
    ones of the same length go in.

    `is_made_up(data)` tells whether data hold the old bytes, or lack the new ones, although nobody has written the old
    ones: whoever returned them has not received all of them. Where bytes cannot be changed, nothing is made up.
    """

    def change(old: bytes, new: bytes) -> Callable[[bytes], bool]:
        assert len(old) == len(new), "bytes of another length would not pass for these"
        _alter(request, Alteration(old.decode("latin-1"), new.decode("latin-1")))

        def is_made_up(data: bytes) -> bool:
            if not _is_altered(request) or (old not in data and new in data):
                return False
            did = told_by(_deeds(request))
            return not did.said(old, by=did.writers)

        return is_made_up

    return change


@pytest.fixture
def signals_kept() -> None:
    """The functions of the answer are to leave the handlers of signals and the mask of their caller as they were:
    changed ones are left behind."""
    note("asks", what="signals")


@pytest.fixture
def lost(request: pytest.FixtureRequest) -> Callable[[bytes], Callable[[], bool]]:
    """`is_lost = lost(data)`: if these bytes are all of what the answer writes first, the second half of them never
    arrives, and the writer does not notice; `is_lost()` tells whether it was so."""

    def lose(data: bytes) -> Callable[[], bool]:
        _alter(request, Alteration(data.decode("latin-1")))
        return lambda: _is_altered(request)

    return lose


@pytest.fixture
def failing(request: pytest.FixtureRequest) -> Callable[[int | str, int], Callable[[], int]]:
    """`told = failing(fd, number)`: from now on, each read and write of the answer fails with this error number on this
    pipe or socket; or, as in `failing("bind", number)`, each of these deeds. `told()` is the number, or 0 where none
    has failed."""

    def fail(where: int | str, number: int) -> Callable[[], int]:
        failed = {"what": where} if isinstance(where, str) else {"inode": os.fstat(where).st_ino}
        _alter(request, Alteration(number=number, **failed))
        return lambda: number if _is_altered(request) else 0

    return fail


@pytest.fixture
def kernel_says(request: pytest.FixtureRequest) -> Callable[[int, int], Callable[[], int]]:
    """`told = kernel_says(option, number)`: from now on, whenever the answer asks for this option of a socket, at the
    level SOL_SOCKET, the kernel says this number; `told()` is the number, or 0 where nobody has asked."""

    def say(option: int, number: int) -> Callable[[], int]:
        _alter(request, Alteration(option=option, number=number))
        return lambda: number if _is_altered(request) else 0

    return say


@pytest.fixture
def killed(request: pytest.FixtureRequest) -> Callable[[int], Callable[[], bool]]:
    """`is_killed = killed(status)`: a process of the answer that is about to exit with this status is killed instead;
    `is_killed()` tells whether one was."""

    def kill(status: int) -> Callable[[], bool]:
        _alter(request, Alteration(status=status))
        return lambda: _is_altered(request)

    return kill


def _alter(request: pytest.FixtureRequest, alteration: Alteration) -> None:
    if is_heard(request):
        ask_for(alteration, request.node.stash[RUN].folder)
        mark(ALTERS)


def _is_altered(request: pytest.FixtureRequest) -> bool:
    return is_heard(request) and any(deed.what == ALTERED for deed in _deeds(request))


def _deeds(request: pytest.FixtureRequest) -> list[Deed]:
    return read(request.node.stash[RUN].folder)


@pytest.fixture
def once_asleep(
    request: pytest.FixtureRequest, if_at_work: Callable[[FrameType | None, Callable[[], object]], bool]
) -> Callable[..., AbstractContextManager[None]]:
    """`with once_asleep(function):` around a call of the answer: the function is called when the answer sleeps.

    What the answer waits for has not come before, so it must have waited, in a call without a time limit, or with one
    that is longer than any test. At the end of the block the test fails if it did not. With `limited=True` the call may
    have any limit, but what comes must wake it, as it does no nap; with `limited=False` it may have none, and with
    `limited="for long"` it may have one of a minute, or go on sleeping in many calls. Where sleep cannot be seen, the
    function is called after A_MOMENT.
    """

    @contextmanager
    def start(function: Callable[[], object], limited: Limited = None) -> Iterator[None]:
        called: list[bool] = []
        bell = BELL if is_heard(request) else signal.SIGALRM

        def ask() -> None:
            if is_heard(request):
                mark(_asking(limited))
            else:
                signal.setitimer(signal.ITIMER_REAL, A_MOMENT)

        def ring(signum: int, frame: FrameType | None) -> None:
            if called:
                return
            if if_at_work(frame, function):
                called.append(True)
            else:
                ask()

        signal.signal(bell, ring)
        ask()
        try:
            yield
        finally:
            mark(ASKS_NO_MORE)
            signal.setitimer(signal.ITIMER_REAL, 0)
            told = _how_it_slept(request)
            if told:
                pytest.fail(told, pytrace=False)
            signal.signal(bell, signal.SIG_DFL)
        if not called:
            pytest.fail(_too_early(0, 1), pytrace=False)

    return start


@pytest.fixture
def peer_once_asleep(
    request: pytest.FixtureRequest, peer: Callable[..., Peer]
) -> Callable[..., AbstractContextManager[None]]:
    """`with peer_once_asleep(function, *arguments):` the same, but a peer calls the function, with its copies of all
    descriptors; so nothing interrupts the answer.

    Within the block the test closes what is the peer's, for an end is closed when its last copy is. `then=[...]` are
    functions that the peer calls after that, one each time the answer is asleep again.
    """

    def at_the_bell(ready: int, asks: int, functions: Sequence[Callable[[], object]]) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [BELL])
        for function in functions:
            mark(asks)
            if function is functions[0]:
                os.close(ready)
            if is_heard(request):
                signal.sigwait([BELL])
            else:
                time.sleep(A_MOMENT)
            function()

    @contextmanager
    def start(
        function: Callable[..., object],
        *arguments: object,
        limited: Limited = None,
        then: Sequence[Callable[[], object]] = (),
    ) -> Iterator[None]:
        until, ready = os.pipe()
        functions = [partial(function, *arguments), *then]
        other = peer(at_the_bell, ready, _asking(limited), functions)
        os.close(ready)
        os.read(until, 1)
        os.close(until)
        try:
            yield
        finally:
            mark(ASKS_NO_MORE)
            told = _how_it_slept(request)
            if told:
                pytest.fail(told, pytrace=False)
        sleeps = outcomes(_names(request))
        slept = sleeps.count(ASLEEP)
        if is_heard(request) and slept < len(functions):
            told = sleepless(each for each in sleeps if each != ASLEEP)  # it may have slept later on
            pytest.fail(told or _too_early(slept, len(functions)), pytrace=False)
        assert other.wait() == 0, "the other side of the answer has failed"

    return start


def _too_early(came: int, of: int) -> str:
    """The sentence for an answer that has not slept until all had come that its test had for it."""
    if not came:
        return "The answer came back before anything had come: it did not wait."
    return f"The answer came back when {came} of {of} things had come to it: it did not wait for what comes next."


def _asking(limited: Limited) -> int:
    """The mark of a test that asks to be told when its answer sleeps."""
    return next(number for number, each in ASKS.items() if each == limited)


def _how_it_slept(request: pytest.FixtureRequest) -> str | None:
    """The sentence for an answer that did not sleep as it should; None if it did."""
    return sleepless(_names(request)) if is_heard(request) else None


def _names(request: pytest.FixtureRequest) -> list[str]:
    return [deed.what for deed in _deeds(request)]


def is_heard(request: pytest.FixtureRequest) -> bool:
    """Whether there is somebody who hears what an answer does."""
    return RUN in request.node.stash and request.config.stash[AGAINST] is None
