"""Sleep that has nothing to do with the call that is shown."""

import sys

import pytest

from kata.kernel import detours, procfs
from tests.tools.children import asleep


def test_the_functions_that_wait_for_the_program_of_a_file_system():
    assert detours.is_served("request_wait_answer")
    assert detours.is_served("__fuse_simple_request")
    for name in ("", "0", "anon_pipe_read", "futex_do_wait", "do_wait", "wait_for_partner"):
        assert not detours.is_served(name)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_who_is_frozen_sleeps_where_signals_are_handled(monkeypatch):
    with asleep(lambda: None) as child:
        monkeypatch.setattr(procfs, "read", lambda file: "get_signal")
        monkeypatch.setattr(procfs, "stat", lambda pid, tid=None: ("", ["0"] * 7))
        assert detours.is_on_one(child, child)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_who_is_on_the_way_out(monkeypatch):
    with asleep(lambda: None) as child:
        assert not detours.is_on_one(child, child)
        name, fields = procfs.stat(child)
        for flag in (0x4, 0x200):  # it exits; it is written down
            leaving = [*fields[:6], str(int(fields[6]) | flag), *fields[7:]]
            monkeypatch.setattr(procfs, "stat", lambda pid, tid=None, leaving=leaving: (name, leaving))
            assert detours.is_on_one(child, child)
