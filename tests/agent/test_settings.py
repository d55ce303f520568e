"""Settings that a function leaves changed are noted, and undone before its caller goes on."""

import json
import os
import signal
import socket

from kata.agent import notes, settings
from kata.agent.guard import guard
from tests.tools.children import in_a_child


def noted(function, tmp_path):
    """The settings that a guarded function has left changed, as noted; and whether they are as they were before."""

    def call():
        notes.begin(tmp_path / "notes", keep=False)
        before = settings.now()
        guard(function)()
        return [settings.now() == before]

    (undone,) = in_a_child(call)
    told = (tmp_path / "notes").read_text().splitlines() if (tmp_path / "notes").exists() else []
    found = [json.loads(line) for line in told]
    return [(note["setting"], note["function"]) for note in found if note["kind"] == "setting"], undone


def not_blocking():
    _, writer = os.pipe()
    os.set_blocking(writer, False)
    return writer


def test_an_alarm_a_limit_a_folder_a_mask_and_a_wake_up_descriptor(tmp_path):
    def leaves_everything():
        signal.setitimer(signal.ITIMER_REAL, 60)
        socket.setdefaulttimeout(60)
        os.chdir("/")
        os.umask(0o70)
        signal.set_wakeup_fd(not_blocking())

    changed, undone = noted(leaves_everything, tmp_path)
    assert [name for name, _ in changed] == list(settings.CHANGES)
    assert {function for _, function in changed} == {"leaves_everything"}
    assert undone


def test_who_tidies_up_leaves_nothing(tmp_path):
    def tidies_up():
        folder, mask = os.getcwd(), os.umask(0o70)
        signal.alarm(60)
        os.chdir("/")
        os.chdir(folder)
        os.umask(mask)
        signal.alarm(0)

    assert noted(tidies_up, tmp_path) == ([], True)


def test_handlers_and_blocked_signals_are_noted_and_stay(tmp_path):
    def handles():
        signal.signal(signal.SIGALRM, lambda signum, frame: None)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])

    changed, undone = noted(handles, tmp_path)
    names = ["handler of SIGALRM", "handler of SIGINT", "mask of signals"]
    assert sorted(changed) == [(name, "handles") for name in names]
    assert all(settings.is_of_signals(name) for name in names)
    assert not any(map(settings.is_of_signals, settings.CHANGES))
    assert not undone


def test_who_restores_signals_leaves_nothing(tmp_path):
    def restores():
        old = signal.signal(signal.SIGTERM, lambda signum, frame: None)
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGTERM, old)

    assert noted(restores, tmp_path) == ([], True)
