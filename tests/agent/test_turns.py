"""Turns of threads: who marks a step, and after how many."""

import threading

import pytest

from kata.agent import turns

LINES = 40


@pytest.fixture
def marks(monkeypatch):
    """The names of the threads that have marked a step, in that order."""
    marked = []
    monkeypatch.setattr(turns, "mark_step", lambda: marked.append(threading.current_thread().name))
    yield marked
    threading.settrace(None)
    threading.setprofile(None)


def work():
    done = []
    for number in range(LINES):
        done.append(number)


def one_step():
    return


def run(*names, of=work):
    for name in names:
        thread = threading.Thread(target=of, name=name)
        thread.start()
        thread.join()


def test_a_turn_has_as_many_steps_each_time(marks):
    turns.begin(__file__)
    run("first", "second")
    both = [*marks]
    marks.clear()
    turns.begin(__file__)
    run("first", "second")
    assert marks == both
    assert 4 * LINES // turns.LONGEST < both.count("first") < 4 * LINES, "each line and each call is a step"


def test_whoever_comes_in_marks_its_first_step(marks):
    turns.begin(__file__)
    run("first", "second", "third", of=one_step)
    assert marks == ["first", "second", "third"]


def test_threads_of_others_are_left_alone(marks):
    turns.begin("another.py")
    run("first")
    assert not marks


def test_this_thread_is_left_alone(marks):
    turns.begin(__file__)
    work()
    assert not marks
