"""Tests whose processes meet by a name have a folder and a network to themselves, and their hangs are proved."""

import re
import subprocess
import sys

import pytest

from kata.course.home import Home
from kata.kernel import namespaces
from kata.runner import client
from kata.sandbox import walls
from tests.tools.judge import ROOT, environment, judge, project
from tests.tools.walls import Walls, need, path

HANGS = {
    "test_hangs_fifo": ("fifo-half-open", "for reading, and nobody opens it for writing."),
    "test_hangs_fifo_half_open": ("fifo-half-open", "for reading, and nobody opens it for writing."),
    "test_hangs_accept": ("nobody-connects", "somebody to connect to 127.0.0.1:"),
    "test_hangs_accept_unix": (
        "nobody-connects",
        "connect to `door`, and nobody in this program is left to do so.",
    ),
    "test_hangs_accept_abstract": ("nobody-connects", "somebody to connect to @only one"),
    "test_hangs_datagram": ("no-more-data", "and nobody in this program sends one."),
    "test_hangs_question": ("no-more-data", "sends one: "),
    "test_hangs_backlog": ("nobody-accepts", "only your process could do so, by `listener`"),
    "test_hangs_backlog_of_a_peer": (
        "no-more-data",
        "your process, who holds the write end, waits for a place",
    ),
    "test_hangs_unaccepted": (
        "nobody-accepts",
        "nobody has accepted: only your process could do so, by `listener`",
    ),
    "test_hangs_lent": ("own-write-end", "in a message that nobody has received from `theirs`"),
    "test_hangs_order": ("fifo-half-open", "for writing: the peer waits to open FIFO"),
}


def meetings(folder):
    """A project whose exercise is the tests of processes that meet."""
    return project(folder, ROOT / "tests/places", "01_meetings")


@pytest.mark.slow
@pytest.mark.skipif(namespaces.reason_against() is not None, reason="no namespaces can be had here")
@pytest.mark.parametrize("options", [(), ("--apart",)], ids=["in one process", "apart"])
def test_processes_meet_and_their_hangs_are_proved(options, tmp_path):
    if "--apart" in options and walls.kind() != "bwrap":
        pytest.skip("no sandbox can be had here that shares a network")
    results = {result.test: result for result in judge(None, *options, root=meetings(tmp_path))}
    for name, (cause, words) in HANGS.items():
        found = results.pop(name)
        assert (found.cause, found.summary[:4], words in found.text) == (cause, "HANG", True), found.text
    assert results
    failed = [f"{result.test}: {result.text}" for result in results.values() if result.outcome != "passed"]
    assert not failed, "\n".join(failed)


@pytest.mark.slow
def test_behind_landlock_it_is_said_that_nothing_can_be_graded(tmp_path, monkeypatch):
    other = Walls("landlock")
    need(other)
    monkeypatch.setenv("PATH", path("landlock"))
    home = meetings(tmp_path)
    results = judge(None, "--apart", root=home)
    assert {result.outcome for result in results} == {"skipped"}
    server = client.start(Home(home / "exercises"), "--apart")
    try:
        (verdict,) = client.run_all(server, ["01_meetings/01_meetings"])
    finally:
        client.end(server)
    assert {failure.kind for _, failure in verdict.failed} == {"ungraded"}
    assert "cannot be graded here: its answer is to meet others by a name" in verdict.failed[0][1].text


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces")
def test_the_reason_against_is_a_sentence_or_none():
    reason = namespaces.reason_against()
    assert reason is None or reason.startswith("the kernel refuses namespaces")


@pytest.mark.slow
@pytest.mark.skipif(namespaces.reason_against() is not None, reason="no namespaces can be had here")
def test_without_namespaces_the_folder_is_known_to_nobody_and_a_port_to_all(tmp_path):
    refuse = "echo 0 > /proc/sys/user/max_net_namespaces"
    chosen = "test_hangs_fifo or test_hangs_accept_unix or test_a_socket_file or test_hangs_accept_abstract"
    run = [sys.executable, "-m", "pytest", "exercises", "-q", "-k", chosen, "--timeout=2"]
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", f'{refuse} && exec "$@"', "sh", *run]
    done = subprocess.run(command, cwd=meetings(tmp_path), env=environment(), capture_output=True, text=True)
    if "max_net_namespaces" in done.stderr:
        pytest.skip("this machine does not let a user namespace refuse others")
    assert "for the network is not the test's own: the kernel refuses namespaces" in done.stdout
    assert re.search(r"accept_unix - HANG \(nobody-connects\)", done.stdout), done.stdout
    assert re.search(r"test_hangs_fifo - HANG|HANG after", done.stdout), done.stdout
    assert re.search(r"accept_abstract - STILL RUNNING \(nobody-connects\): Probably", done.stdout), (
        done.stdout
    )
    assert "4 failed, 1 passed" in done.stdout
