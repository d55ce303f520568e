"""What a thread waits for that is no descriptor, and who holds it, on what processes have told."""

import pytest

from kata.autopsy import locks
from kata.autopsy.facts import Frame, Named
from kata.autopsy.frames import Called, Told

PROGRAM = """\
def holds(lock):
    with lock:
        work()

def takes(lock):
    with lock:
        work()

def acquires(lock):
    lock.acquire()
    work()
    lock.release()
    work()

def gets(queue):
    queue.get()

def is_notified(condition):
    with condition:
        condition.wait()

def joins(thread):
    thread.join()
"""
A, B = 1, 2  # pids
KEY = ("lock", "lock", A, "77")


@pytest.fixture
def at(tmp_path):
    """The frame of a thread that stands on a line of the program, and sees an object."""
    file = tmp_path / "program.py"
    file.write_text(PROGRAM)

    def frame(line, text="lock", kind="lock", key="77", owner=None):
        return (Frame(str(file), line, "f", (), (Named(text, kind, key, owner),)),)

    return frame


def told(threads, **facts):
    return Told(threads, {}, **facts)


def test_a_lock_is_waited_for_on_a_line_that_takes_it(at):
    found = {A: told({A: at(6)})}
    assert locks.waited(A, A, found) == KEY
    assert locks.operation(A, A, found) == (Named("lock", "lock", "77"), "with")
    assert locks.name(KEY, found) == "lock"


def test_a_line_that_takes_nothing_waits_for_nothing(at):
    assert locks.waited(A, A, {A: told({A: at(3)})}) is None
    assert locks.waited(A, A, {A: told({A: ()})}) is None
    assert locks.waited(B, B, {A: told({A: at(6)})}) is None


def test_a_thread_of_a_library_waits_for_nothing_of_the_program(at):
    assert locks.waited(A, A, {A: told({A: at(6)}, library=frozenset({A}))}) is None


def test_the_holder_stands_behind_the_line_that_has_taken_it(at):
    (end,) = locks.holders(KEY, {A: told({A: at(6), 11: at(3)})})
    assert (end.pid, end.tid, end.side, end.name) == (A, 11, "holder", "lock")
    assert end.made.endswith("program.py:2")


@pytest.mark.parametrize(("line", "is_held"), [(10, False), (11, True), (13, False)])
def test_it_is_held_from_acquire_to_release(at, line, is_held):
    assert bool(locks.holders(KEY, {A: told({11: at(line)})})) == is_held


def test_where_python_tells_the_owner_no_line_is_asked(at):
    rlock = ("lock", "rlock", A, "77")
    found = {A: told({A: at(6, kind="rlock", owner=12), 11: at(3, kind="rlock", owner=12)})}
    (end,) = locks.holders(rlock, found)
    assert (end.tid, end.made) == (12, None)


def test_who_waits_to_be_notified_has_let_go_of_the_lock(at):
    waits = at(20, "condition", "condition")
    assert locks.holders(("lock", "condition", A, "77"), {A: told({A: waits})}) == ()


def test_a_queue_is_held_by_nobody(at):
    found = {A: told({A: at(16, "queue", "queue")})}
    assert locks.waited(A, A, found) == ("lock", "queue", A, "77")
    assert locks.holders(("lock", "queue", A, "77"), found) == ()


def test_a_thread_that_is_joined_is_not_held_but_ends(at):
    found = {A: told({A: at(23, "thread", "thread")})}
    assert locks.operation(A, A, found) == (Named("thread", "thread", "77"), "join")
    assert locks.waited(A, A, found) is None


def test_a_lock_is_the_same_in_all_processes_only_if_it_is_shared(at):
    found = {A: told({A: at(6)}), B: told({B: at(3)})}
    assert locks.holders(KEY, found) == ()
    shared = {A: told({A: at(6, kind="shared lock")}), B: told({B: at(3, kind="shared lock")})}
    key = locks.waited(A, A, shared)
    assert key == ("lock", "shared lock", 0, "77")
    assert [end.pid for end in locks.holders(key, shared)] == [B]


def test_the_method_of_the_library_tells_which_of_the_objects_on_a_line(at):
    (frame,) = at(16, "queue", "queue")
    both = Frame(frame.file, 16, "gets", (), (Named("other", "queue", "5"), *frame.objects))
    found = {A: told({A: (both,)}, calls={A: (Called("get", "queue", "77"),)})}
    assert locks.operation(A, A, found) == (Named("queue", "queue", "77"), "get")
    nameless = {A: told({A: at(3)}, calls={A: (Called("__enter__", "lock", "9"),)})}
    assert locks.waited(A, A, nameless) == ("lock", "lock", A, "9")
