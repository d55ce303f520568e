"""A keeper of a held session keeps one test after the other, as long as it has nothing of a test."""

import sys

import pytest

from kata.course.home import Home
from kata.runner import client
from tests.tools.judge import project

ANSWER = """
import os
import signal


def keeper():
    return os.getppid()


def read(reader):
    return os.read(reader, 1)


def end_the_keeper():
    os.kill(os.getppid(), signal.SIGKILL)
    signal.pause()


def leave_a_child():
    if os.fork() == 0:
        os.setsid()
        signal.pause()


def signal_the_keeper():
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGUSR1):
        os.kill(os.getppid(), number)
"""
TESTS = """
import gc
import os
import signal


def told(answer):
    assert gc.isenabled() and signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ())
    print(answer.keeper())


def test_a(answer):
    told(answer)


def test_b_after_a_test(answer):
    told(answer)


def test_c_hangs(answer):
    reader, writer = os.pipe()
    answer.read(reader)


def test_d_after_a_hang(answer):
    told(answer)


def test_e_leaves_a_child(answer):
    answer.leave_a_child()


def test_f_signals(answer):
    answer.signal_the_keeper()


def test_g_after_signals(answer, evidence):
    told(answer)


def test_h_with_a_place(answer, folder, network):
    told(answer)


def test_i_after_a_place(answer):
    told(answer)


def test_j_ends_its_keeper(answer):
    answer.end_the_keeper()


def test_k_after_that(answer):
    told(answer)
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """The tests above by the first letters of their names, run one after the other by a held session."""
    given = tmp_path_factory.mktemp("given")
    (given / "01_lanes.py").write_text(ANSWER)
    (given / "test_01_lanes.py").write_text(TESTS)
    root = project(tmp_path_factory.mktemp("project"), given, "90_lanes")
    server = client.start(Home(root / "exercises"))
    try:
        (verdict,) = client.run_all(server, ["90_lanes/01_lanes"], one_by_one=True)
    finally:
        client.end(server)
    return {test.name[5]: test for test in verdict.tests}


def kept(ended, letters):
    """The keepers of these tests, by their pids."""
    assert [ended[letter].failure for letter in letters] == [None] * len(letters)
    return {ended[letter].output.strip() for letter in letters}


@pytest.mark.slow
def test_one_keeper_keeps_test_after_test_whatever_becomes_of_them(ended):
    assert len(kept(ended, "abdghi")) == 1
    kinds = "other-write-end" if sys.platform == "linux" else "timeout"
    assert ended["c"].failure.kind in (kinds, "own-write-end")
    assert ended["e"].failure.kind == "left-behind"
    assert ended["f"].failure is None


@pytest.mark.slow
def test_an_answer_that_ends_its_keeper_fails_and_the_next_test_has_another(ended):
    assert ended["j"].failure is not None
    assert len(kept(ended, "ak")) == 2
