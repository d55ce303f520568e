"""What an answer controls, its pointers and numbers, names and files, neither stops nor delays who watches it."""

import contextlib
import ctypes
import json
import os
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kata.autopsy import frames
from kata.facts import Call
from kata.files import remove
from kata.kernel import descriptors, networks, proc, tree, unix_sockets
from kata.proof import watch
from kata.proof.deadline import in_time
from kata.proof.watch import Outcome, Watch
from kata.runner import keeper
from kata.sandbox import untrusted
from tests.proof.test_verdict import as_nobody

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

NOWHERE = (1 << 64) - 1  # a pointer that no file has an offset for
PR_SET_NAME = 15  # prctl(2)


@contextlib.contextmanager
def asleep(function=lambda: None):
    """A child that has called the function and sleeps; its pid."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            function()
            os.write(writer, b".")
            while True:
                signal.pause()
        finally:
            os._exit(1)
    os.close(writer)
    try:
        assert os.read(reader, 1) == b"."
        while proc.asleep([child]) is None:
            time.sleep(0.001)
        yield child
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def set_of(*numbers):
    """An fd_set of 1024 in the memory of this process and those that it forks."""
    bits = sum(1 << number for number in numbers)
    return ctypes.create_string_buffer(bits.to_bytes(128, "little"), 128)


def test_select_looks_at_no_more_than_the_process_has_room_for():
    reads, writes, both = set_of(3, 5, 200), set_of(4, 5), set_of(9)
    arguments = tuple(map(ctypes.addressof, (reads, writes, both)))
    with asleep() as child:
        began = time.monotonic()
        polled = descriptors.polled(child, Call("select", (0x7FFFFFFF, *arguments, 0, 0)))
        assert polled[:4] == ((3, "read"), (4, "write"), (5, "both"), (9, "read"))
        assert time.monotonic() - began < 0.5
        assert descriptors.polled(child, Call("select", (5, *arguments, 0, 0))) == polled[:2]
        assert descriptors.polled(child, Call("select", (5, arguments[0], 0, 0, 0, 0))) == polled[:1]
        assert descriptors.polled(child, Call("select", (0, *arguments, 0, 0))) == ()


def test_who_has_exited_polls_nothing_that_can_be_told():
    reads = set_of(3)
    zombie = os.fork()
    if zombie == 0:
        os._exit(0)
    os.waitid(os.P_PID, zombie, os.WEXITED | os.WNOWAIT)
    with pytest.raises(OSError, match="No such process"):
        descriptors.polled(zombie, Call("select", (5, ctypes.addressof(reads), 0, 0, 0, 0)))
    os.waitpid(zombie, 0)


def test_a_pointer_to_nowhere_is_a_fault():
    for call in (
        Call("poll", (NOWHERE, 1, NOWHERE)),
        Call("poll", (1 << 63, 1, NOWHERE)),
        Call("poll", (4096, 0xFFFFFFFF, NOWHERE)),
        Call("poll", (4096, 0x7FFFFFFF, NOWHERE)),
        Call("select", (5, NOWHERE, 0, 0, 0, 0)),
    ):
        with asleep() as child, pytest.raises(OSError, match="Bad address"):
            descriptors.polled(child, call)
    assert descriptors.polled(os.getpid(), Call("poll", (NOWHERE, 0, NOWHERE))) == ()


def test_the_name_of_a_thread_is_not_its_state():
    def rename():
        ctypes.CDLL(None).prctl(PR_SET_NAME, b"State: R", 0, 0, 0)

    with asleep(rename) as child:
        ((pid, _, state, _, _),) = proc.asleep([child])
        assert (pid, state) == (child, "S")


def for_ever(*arguments, **keywords):
    while True:
        with contextlib.suppress(Exception):
            sum(range(100))


def in_a_child(function):
    """What the function returns in a process of its own, as JSON tells it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, json.dumps(function()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader) as file:
        told = file.read()
    os.waitpid(child, 0)
    return json.loads(told)


def test_what_takes_too_long_is_given_up():
    began = time.monotonic()
    assert in_time(0.05, for_ever) is None
    assert 0.05 <= time.monotonic() - began < 1
    assert in_time(0.05, lambda: 5) == 5
    assert in_time(None, lambda: 5) == 5
    with pytest.raises(KeyError):
        in_time(1, lambda: {}[5])


def test_a_deadline_that_was_swallowed_comes_again():
    class Sticky:
        def __del__(self):
            for_ever()

    def work():
        Sticky()
        for_ever()

    hook, sys.unraisablehook = sys.unraisablehook, lambda unraisable: None
    try:
        assert in_time(0.05, work) is None
    finally:
        sys.unraisablehook = hook


def test_a_deadline_leaves_handler_mask_and_timer_as_they_were():
    def tried():
        rung = []
        signal.signal(signal.SIGALRM, lambda signum, frame: rung.append(signum))
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        old = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        late = in_time(0.05, for_ever)
        masked = signal.pthread_sigmask(signal.SIG_SETMASK, old)
        rest = signal.getitimer(signal.ITIMER_REAL)[0]
        signal.pause()
        return [late, signal.SIGALRM in masked, 0 < rest < 0.26, len(rung)]

    assert in_a_child(tried) == [None, True, True, 1]


def test_an_alarm_from_elsewhere_is_no_deadline():
    def tried():
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        signal.raise_signal(signal.SIGALRM)  # it waits until it is let in
        found = in_time(5, lambda: [os.kill(os.getpid(), signal.SIGALRM), sum(range(100))])
        return [found, signal.SIGALRM in signal.sigpending()]

    assert in_a_child(tried) == [[None, 4950], False]


def watched(limit, monkeypatch, **changes):
    """How the watch of a child that sleeps for ever comes out; changes: of the room `watch`."""

    def look():
        for name, value in changes.items():
            monkeypatch.setattr(watch, name, value)
        listener, _ = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        root = os.fork()
        if root == 0:
            while True:
                signal.pause()
        outcome = watch.watch(Watch(root, listener, limit, patience=0.1))
        tree.end_all()
        return [outcome.end, outcome.seconds]

    return in_a_child(look)


def test_proofs_that_are_late_keep_nobody_from_the_limit(monkeypatch):
    end, seconds = watched(0.5, monkeypatch, veto=for_ever)
    assert (end, 0.5 <= seconds < 0.9) == ("timeout", True)
    end, seconds = watched(0.5, monkeypatch)
    assert (end, seconds < 0.4) == ("deadlock", True)


@pytest.mark.parametrize("error", [OSError, OverflowError, ValueError, KeyError, RecursionError])
def test_what_cannot_be_read_is_not_proved(error, monkeypatch):
    def snapshot(*arguments):
        raise error

    monkeypatch.setattr(proc, "snapshot", snapshot)
    assert watch._proved(Watch(0, patience=None), (), [], Outside(), 1.0) is False


def test_an_explanation_that_takes_too_long_is_none(monkeypatch, tmp_path):
    post = keeper.Post(tmp_path, 0, None, None, True, bool)
    monkeypatch.setattr(keeper, "PATIENCE", 0.05)
    monkeypatch.setattr(keeper, "explain", for_ever)
    assert (
        "were not enough" in keeper._explanation(Outcome("deadlock", 1.0), 1, post, (), None)["unexplained"]
    )
    monkeypatch.setattr(keeper, "explain", lambda *arguments, **keywords: None)
    assert keeper._explanation(Outcome("deadlock", 1.0), 1, post, (), None) == {}


def test_an_answer_that_was_not_heard_to_its_end_is_not_taken_for_the_next():
    with networks.into_this_network() as network, contextlib.ExitStack() as stack:
        request = unix_sockets.REQUEST.pack(socket.AF_UNIX, 0, 0, 0xFFFFFFFF, 0, unix_sockets.SHOW, 0, 0)
        size = unix_sockets.HEADER.size + len(request)
        network.send(unix_sockets.HEADER.pack(size, 20, unix_sockets.NLM_F_REQUEST_DUMP, 1, 0) + request)
        pair = [stack.enter_context(each) for each in socket.socketpair()]
        assert {os.fstat(each.fileno()).st_ino for each in pair} <= unix_sockets.unix_sockets(network).keys()


def stack_of(count, **facts):
    frame = {"file": "answer.py", "line": 1, "function": "f", "names": [], "objects": []}
    return {"name": None, "calls": None, "own": True, "stack": [frame | facts] * count}


def told_as(**facts):
    """What a process writes of itself, as JSON."""
    nothing = {"service": None, "threads": {}, "tasks": [], "pending": [], "origins": {}, "ends": []}
    return json.dumps(nothing | facts)


def test_tasks_are_counted_in_one_go():
    task = {"fd": None, **stack_of(0)}
    loops = [task | {"tid": tid, "awaits": [0]} for tid in range(20_000)]
    last = [task | {"tid": 20_000, "awaits": [1]}, task | {"tid": 20_000, "awaits": [0, 1]}]
    began = time.monotonic()
    told = frames.parse(told_as(tasks=loops + last))
    assert time.monotonic() - began < 3
    assert told.tasks[-1].awaits == (-1,)
    assert told.tasks[-20_001].awaits == (-20_002,)
    assert told.tasks[-20_002].awaits == (-20_001, -20_002)


def test_no_more_is_believed_than_a_program_has(tmp_path):
    task = {"tid": 7, "fd": None, "awaits": list(range(1000)), **stack_of(0)}
    facts = {
        "threads": {tid: stack_of(2) | {"name": f"{tid}"} for tid in range(1, 1001)},
        "tasks": [task] * 20,
        "ends": [[inode, 0, "answer.py", 1] for inode in range(1000)],
        "origins": {fd: ["answer.py", 1, 0] for fd in range(1000)},
        "pending": [[fd, 1] for fd in range(1000)],
    }
    file = tmp_path / "frames"
    file.write_text(told_as(**facts))
    told = untrusted.told_of(file, "answer.py")
    assert len(told.threads) == untrusted.EACH + 20
    assert {*told.names} == {*range(1, untrusted.EACH + 1)}
    assert {len(told.ends), len(told.origins), len(told.pending)} == {untrusted.EACH}
    assert {len(task.awaits) for task in told.tasks.values()} == {untrusted.EACH}
    deep = stack_of(1000, names=[["fd", 3, "number"]] * 3)
    file.write_text(told_as(threads={1: deep}, tasks=[task | {"awaits": [0]}] * 1000))
    told = untrusted.told_of(file, "answer.py")
    assert (len(told.threads[1]), len(told.tasks)) == (untrusted.EACH, untrusted.EACH)


@pytest.mark.parametrize(
    "facts",
    [
        {"service": "x" * 5000},
        {"threads": {1: stack_of(1, function="f" * 5000)}},
        {"tasks": [{"tid": [7], "fd": None, "awaits": [], **stack_of(0)}]},
        {"tasks": [{"tid": 7, "fd": None, "awaits": [1e999], **stack_of(0)}]},
    ],
)
def test_what_no_process_would_write_is_not_believed(facts, tmp_path):
    (tmp_path / "frames").write_text(told_as(**facts))
    assert untrusted.told_of(tmp_path / "frames", "answer.py") is None


def nested(folder, count, name):
    """Folders within each other, deeper than any path can say."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(count):
        os.mkdir(name, dir_fd=at)
        inner = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(os.open("file", os.O_WRONLY | os.O_CREAT, 0o000, dir_fd=at))
    os.close(at)


def everything_is_removed():
    """Whether what an answer can leave in a folder is removed, and nothing outside of it."""
    outside = Path(tempfile.mkdtemp(prefix="kata-test-"))
    (outside / "kept").write_text("kept")
    outside.chmod(0o500)
    folder = outside.with_name(f"{outside.name}-run")
    folder.mkdir()
    nested(folder, 3000, "name" * 50)
    for mode in (0o000, 0o100, 0o200, 0o300, 0o400, 0o1777):
        closed = folder / f"{mode:o}"
        (closed / "inner").mkdir(parents=True)
        (closed / "inner/file").touch()
        (closed / "inner").chmod(mode)
        closed.chmod(mode)
    (folder / "link").symlink_to(outside)
    (folder / "link to a file").symlink_to(outside / "kept")
    (folder / "link to nothing").symlink_to(outside / "nothing")
    os.mkfifo(folder / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
    (folder / os.fsdecode(b"\xff\n")).touch()
    folder.chmod(0o000)
    before = os.listdir("/proc/self/fd")
    remove(folder)
    kept = (outside / "kept").read_text() == "kept" and outside.stat().st_mode & 0o777 == 0o500
    gone = not folder.exists() and os.listdir("/proc/self/fd") == before
    folder.symlink_to(outside)
    remove(folder)
    remove(folder)  # which is not there: nothing is raised
    kept = kept and (outside / "kept").exists() and not folder.is_symlink()
    remove(outside)
    return kept and gone and not outside.exists()


def test_whatever_a_run_leaves_is_removed_and_nothing_else():
    assert everything_is_removed()


def test_whatever_a_run_leaves_is_removed_without_privileges():
    assert as_nobody(everything_is_removed)


def test_a_folder_that_is_moved_while_it_is_emptied_takes_nothing_with_it(tmp_path, monkeypatch):
    """Its `..` leads elsewhere then, where there are folders of the same name."""
    run, elsewhere = tmp_path / "run", tmp_path / "elsewhere"
    (run / "one/two").mkdir(parents=True)
    (elsewhere / "two").mkdir(parents=True)
    unlink = os.unlink

    def moves(name, **place):
        os.rename(run / "one/two", elsewhere / "three")
        unlink(name, **place)

    (run / "one/two/file").touch()
    monkeypatch.setattr(os, "unlink", moves)
    remove(run)
    assert (elsewhere / "two").is_dir()
