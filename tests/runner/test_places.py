"""Tests whose processes meet by a name have a folder and a network to themselves, and their hangs are proved."""

import shutil
import sys

import pytest

from kata.kernel import namespaces
from kata.sandbox import walls
from tests.tools.judge import ROOT, judge

HANGS = {
    "test_hangs_fifo": ("fifo-half-open", "for reading, and nobody opens it for writing."),
    "test_hangs_fifo_half_open": ("fifo-half-open", "for reading, and nobody opens it for writing."),
    "test_hangs_accept": ("nobody-connects", "somebody to connect to 127.0.0.1:"),
    "test_hangs_accept_unix": (
        "nobody-connects",
        "/names/door, and nobody in this program is left to do so.",
    ),
    "test_hangs_accept_abstract": ("nobody-connects", "somebody to connect to @only one"),
    "test_hangs_datagram": ("no-more-data", "and nobody in this program sends one."),
    "test_hangs_question": ("no-more-data", "sends one: "),
    "test_hangs_backlog": ("nobody-accepts", "only your process could do so, by `listener`"),
    "test_hangs_backlog_of_a_peer": (
        "no-more-data",
        "your process, who holds the write end, waits for a place",
    ),
    "test_hangs_order": ("fifo-half-open", "for writing: the peer waits to open FIFO"),
}


@pytest.mark.slow
@pytest.mark.skipif(namespaces.reason_against() is not None, reason="no namespaces can be had here")
@pytest.mark.parametrize("options", [(), ("--apart",)], ids=["in one process", "apart"])
def test_processes_meet_and_their_hangs_are_proved(options, tmp_path):
    if "--apart" in options and walls.kind() != "bwrap":
        pytest.skip("no sandbox can be had here that shares a network")
    shutil.copytree(ROOT / "tests/places", tmp_path / "exercises/01_meetings")
    shutil.copyfile(ROOT / "conftest.py", tmp_path / "conftest.py")
    settings = "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\ntimeout = 30\n"
    (tmp_path / "pyproject.toml").write_text(settings)
    results = {result.test: result for result in judge(None, *options, root=tmp_path)}
    for name, (cause, words) in HANGS.items():
        found = results.pop(name)
        assert (found.cause, found.summary[:4], words in found.text) == (cause, "HANG", True), found.text
    assert results
    failed = [f"{result.test}: {result.text}" for result in results.values() if result.outcome != "passed"]
    assert not failed, "\n".join(failed)


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces")
def test_the_reason_against_is_a_sentence_or_none():
    reason = namespaces.reason_against()
    assert reason is None or reason.startswith("the kernel refuses namespaces")
