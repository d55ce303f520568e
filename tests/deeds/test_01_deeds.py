"""The tests of an exercise, which ask what the answer has done; run by tests/runner/test_evidence.py."""

import errno
import os
import signal
import socket
from pathlib import Path

import pytest


@pytest.fixture
def did(evidence):
    """`did()`: what the answer has done; fails where nothing is heard."""

    def look():
        found = []
        evidence(lambda each: found.append(each) or True, "")
        assert found, "nothing is heard here"
        return found[0]

    return look


def test_nothing_was_done(answer, did):
    assert answer.nothing() == [1, 2, 3]
    assert (did().forks, did().processes, did().pipes, did().flows) == (0, (), 0, ())


def test_a_forked_child_writes(answer, did):
    assert answer.forks(b"hello") == b"hello"
    assert (did().forks, did().pipes) == (1, 1)
    assert [process.status for process in did().processes] == [3]
    assert did().through("pipe") == 5
    assert did().written("pipe", by=did().children) == 5
    assert did().passed(by=did().children) == 5
    assert did().passed(to=did().children) == 0


def test_the_parent_does_the_work_of_its_child(answer, did):
    assert answer.forks_and_writes_itself(b"hello") == b"hello"
    assert did().written("pipe") == 5
    assert did().written("pipe", by=did().children) == did().passed() == 0


@pytest.mark.parametrize("name", ["runs_a_program", "spawns_a_program"])
def test_a_program_is_run(answer, did, name):
    assert getattr(answer, name)() == 0
    assert did().forks == 1
    (process,) = did().processes
    assert os.path.basename(process.programs[-1]) == "true"
    assert process.status == 0


def test_a_process_of_multiprocessing(answer, did):
    assert answer.a_process_of_multiprocessing() == 4
    assert [process.status for process in did().processes] == [4]


def test_a_fork_that_python_does_not_know_of(answer, did):
    assert answer.forks_with_libc() == 5
    assert [process.status for process in did().processes] == [5]


def test_grandchildren(answer, did):
    answer.grandchildren()
    assert did().forks == 2
    assert sorted(process.status for process in did().processes) == [1, 2]


def test_a_thread_is_no_process(answer, did):
    assert answer.a_thread(b"hello") == b"hello"
    assert (did().forks, did().processes, did().pipes) == (0, (), 1)


def test_a_child_that_is_killed(answer, did):
    answer.kills_its_child()
    (child,) = did().processes
    assert child.status is None
    assert did().killed == (child.pid,)
    assert [number for _, number in did().signals] == [signal.SIGTERM]


def test_naps_and_looks(answer, did):
    answer.naps()
    assert (did().naps, did().looks) == (1, 0)
    answer.looks_after_its_child()
    assert (did().naps, did().looks) == (1, 1)


def test_a_reader_that_is_always_late(answer, hold):
    hold("read")
    assert answer.first_line([b"one\n", b"two\n", b"three\n"]) == b"one\ntwo\nthree\n"


def test_a_child_that_outlives_what_does_not_wait_for_it(answer, hold):
    hold("exit")
    assert answer.waits_for_its_child() == 7
    assert answer.hardly_waits() is None


def test_a_child_that_is_late_in_its_group(answer, hold):
    hold("group")
    assert [answer.group_of_a_child(both) for both in (False, True) * 5] == [False, True] * 5


def test_a_parent_that_is_late_to_move_its_child(answer, hold):
    hold("regroup")
    assert [answer.moves_its_program() for _ in range(5)] == [False] * 5


def test_threads_that_take_turns(answer, hold):
    hold("step")
    assert answer.counts_in_threads(True) == 80
    assert answer.counts_in_threads(False) < 80


@pytest.mark.parametrize(
    ("name", "returns"),
    [("waits_for_a_program_with_a_limit", 0), ("joins_with_a_limit", 4), ("is_told_by_a_signal", None)],
)
def test_to_wait_with_a_limit_is_to_wait(answer, did, hold, name, returns):
    hold("exit")
    assert getattr(answer, name)() == returns
    assert not did().only_looked
    assert [process.status for process in did().processes] == [returns if returns is not None else 7]


def test_threads_that_wait_for_one_in_vfork(answer, hold):
    hold("exit")
    assert answer.looks_for_programs_in_threads() == [127] * 4


def test_who_looks_once_has_only_looked(answer, did):
    assert answer.hardly_waits() in (None, 7)
    assert did().looks == 1


@pytest.mark.parametrize("name", ["naps_until_its_child_has_exited", "spins_until_its_child_has_exited"])
def test_fails_when_it_is_over(answer, hold, name):
    hold("exit")
    getattr(answer, name)()


def test_the_order_of_deeds(answer, did, hold):
    hold("exit")
    assert answer.after_its_child() == b"cp"
    assert did().story("write", "exit") == ["child writes", "child exits", "parent writes"]


def test_sockets(answer, did):
    answer.makes_sockets()
    assert [(family, kind & 0xF) for family, kind, _ in did().pairs] == [(socket.AF_UNIX, socket.SOCK_DGRAM)]
    kinds = [(family, kind & 0xF) for family, kind, _ in did().sockets]
    # `import ctypes` may look for a home, and libc then ask nscd for it by stream sockets of its own.
    assert set(kinds) - {(socket.AF_UNIX, socket.SOCK_STREAM)} == {(socket.AF_INET, socket.SOCK_STREAM)}
    assert kinds.count((socket.AF_INET, socket.SOCK_STREAM)) == 1


def test_the_size_of_a_pipe(answer, did):
    answer.a_bigger_pipe()
    assert did().sizes == (1 << 20,)


def test_what_the_test_does_is_not_the_answers(answer, did, peer):
    reader, writer = os.pipe()
    peer(os.write, writer, b"mine").wait()
    os.close(writer)
    assert os.read(reader, 100) == b"mine"
    os.close(reader)
    answer.nothing()
    assert (did().forks, did().processes, did().pipes, did().flows) == (0, (), 0, ())


def test_a_peer_that_runs_the_answer(answer, did, peer):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        peer(answer.say, theirs).wait()
        inode = os.fstat(theirs.fileno()).st_ino
        assert did().written("socket", inode=inode) == len(b"said by the answer")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("receive", ""),
        ("receive_in_a_thread", ""),
        ("receive_after_much_work", ""),
        ("receive_for_three_seconds", "sleeps for a time of its own"),
        ("receive_with_a_limit_in_the_kernel", "sleeps for a time of its own"),
        ("receive_spinning", "never sleeps: it spins"),
        ("receive_spinning_on_files", "never sleeps: it spins"),
        ("receive_napping", "sleeps for a time of its own"),
        ("receive_at_once", "it did not wait"),
    ],
)
def test_an_answer_that_waits(answer, once_asleep, name, words):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        told = ""
        try:
            with once_asleep(lambda: ours.send(b"late")):
                came = getattr(answer, name)(theirs)
            assert came == b"late"
        except pytest.fail.Exception as error:
            told = str(error)
        assert words in told
        assert bool(words) == bool(told)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("receive_within", ""),
        ("receive_until_an_alarm", ""),
        ("receive_after", "sleeps for a time of its own"),
        ("receive_looking", "never sleeps: it spins"),
    ],
)
def test_an_answer_that_waits_for_so_long(answer, once_asleep, name, words):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        told = ""
        try:
            with once_asleep(lambda: ours.send(b"late"), limited=True):
                came = getattr(answer, name)(theirs, 3)
            assert came == b"late"
        except pytest.fail.Exception as error:
            told = str(error)
        assert words in told
        assert bool(words) == bool(told)


@pytest.mark.parametrize("name", ["receive_within", "receive_until_an_alarm"])
def test_an_answer_that_waits_for_so_long_and_is_not_interrupted(answer, peer_once_asleep, name):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with peer_once_asleep(ours.send, b"late", limited=True):
            came = getattr(answer, name)(theirs, 3)
        assert came == b"late"


@pytest.mark.parametrize("name", ["receive_within", "receive_in_slices", "receive_until_an_alarm"])
def test_an_answer_that_goes_on_sleeping(answer, peer_once_asleep, name):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with peer_once_asleep(ours.send, b"late", limited="for long"):
            came = getattr(answer, name)(theirs, 1000)
        assert came == b"late"


def test_an_answer_that_sleeps_for_less(answer, once_asleep):
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(TimeoutError), once_asleep(lambda: None, limited="for long"):
        answer.receive_within(theirs, 2.5)


@pytest.mark.parametrize("name", ["receive", "receive_in_a_thread", "receive_with_libc"])
def test_an_answer_that_is_not_interrupted(answer, peer_once_asleep, name):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with peer_once_asleep(ours.send, b"late"):
            came = getattr(answer, name)(theirs)
        assert came == b"late"


@pytest.mark.parametrize("limited", [None, True])
@pytest.mark.parametrize("name", ["receive_bytes", "receive_bytes_that_are_there"])
def test_an_answer_that_is_at_work_before_it_waits(answer, peer_once_asleep, name, limited):
    ours, theirs = socket.socketpair()
    ours.send(b"x" * 600 + b"\n")
    with ours, theirs:
        with peer_once_asleep(ours.send, b"late", limited=limited):
            came = getattr(answer, name)(theirs)
        assert came == b"late"


def test_fails_when_it_leaves_all(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    ours.send(b"early and ")
    with ours, theirs, peer_once_asleep(ours.send, b"late"):
        answer.receive_leaving_all(theirs)


@pytest.mark.parametrize("name", ["receive_spinning", "receive_napping"])
def test_fails_when_it_has_not_slept(answer, peer_once_asleep, name):
    ours, theirs = socket.socketpair()
    with ours, theirs, peer_once_asleep(ours.send, b"late"):
        getattr(answer, name)(theirs)


def test_fails_when_it_has_come_back(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    with ours, theirs, peer_once_asleep(ours.send, b"late"):
        answer.receive_at_once(theirs)


def test_bytes_are_changed_on_their_way(answer, changed, did):
    is_made_up = changed(b"hello", b"jello")
    assert answer.forks(b"hello") == b"jello"
    assert not is_made_up(b"jello")
    assert is_made_up(b"hello"), "nobody has written that"
    assert is_made_up(b"jel"), "that is not all of it"
    assert did().said(b"jello", by=did().children)


def test_only_what_was_received_is_changed(answer, changed):
    is_made_up = changed(b"hello", b"jello")
    message = b"".join([b"he", b"llo"])
    returned = answer.writes_and_does_not_read(message)
    assert returned == b"hello"
    assert is_made_up(returned)
    assert answer.writes_in_a_buffer_and_reads_into_it(message) == b"jello"


def test_bytes_that_nobody_writes_in_one_piece_are_not_changed(answer, changed):
    is_made_up = changed(b"jello", b"hello")
    assert answer.forks(b"hello") == b"hello"
    assert not is_made_up(b"jello"), "nothing was changed"


def test_bytes_are_lost(answer, lost):
    is_lost = lost(b"hello")
    assert answer.forks(b"hello") == b"he"
    assert is_lost()


def test_only_a_first_write_of_nothing_else_is_lost(answer, lost):
    is_lost = lost(b"hell")
    assert answer.forks(b"hello") == b"hello"
    assert not is_lost()


def test_a_call_fails(answer, failing):
    reader, writer = os.pipe()
    told = failing(reader, errno.EIO)
    assert (answer.tries_to_write(writer), told()) == (errno.EIO, errno.EIO)
    os.write(writer, b"the test itself is let alone")
    os.close(reader)
    os.close(writer)


def test_a_call_elsewhere_does_not_fail(answer, failing):
    reader, writer = os.pipe()
    other = os.open(os.devnull, os.O_RDWR)
    told = failing(other, errno.EIO)
    assert (answer.tries_to_write(writer), told()) == (0, 0)
    for fd in (reader, writer, other):
        os.close(fd)


def test_a_deed_fails(answer, failing):
    told = failing("pipe", errno.EMFILE)
    with pytest.raises(OSError, match="Too many open files"):
        answer.makes_a_pipe()
    assert told() == errno.EMFILE


def test_the_kernel_says_another_number(answer, did, kernel_says):
    told = kernel_says(socket.SO_PROTOCOL, 200)
    assert answer.sets_and_asks(socket.SO_PASSCRED, socket.SO_PROTOCOL) == (200, 0)
    assert told() == 200
    assert did().asks == (socket.SO_PROTOCOL, socket.SO_TYPE)
    sets = [(option, is_bound) for _, option, is_bound in did().sets]
    assert sets == [(socket.SO_PASSCRED, False), (socket.SO_PASSCRED, True), (socket.SO_LINGER, True)]


def test_whoever_exits_is_killed(answer, killed):
    is_killed = killed(5)
    assert answer.forks_with_libc() == -signal.SIGKILL
    assert is_killed()


def test_whoever_exits_with_another_status_is_let_alone(answer, killed):
    is_killed = killed(6)
    assert answer.forks_with_libc() == 5
    assert not is_killed()


def test_how_a_process_takes_a_signal(answer, process, peer_once_asleep):
    seen = Path("seen")

    def look_and_send():
        told = [process.catches(signal.SIGUSR1), process.blocks(signal.SIGUSR1), *process.sleeps_in()]
        with seen.open("a") as file:
            print(*told, file=file)
        process.send(signal.SIGUSR1)

    with peer_once_asleep(look_and_send, then=[look_and_send]):
        answer.waits_for(signal.SIGUSR1)
    pause = "ppoll" if os.uname().machine == "aarch64" else "pause"
    assert seen.read_text() == f"True False {pause}\nFalse True rt_sigtimedwait\n"
    assert not process.catches(signal.SIGUSR1)
    assert not process.blocks(signal.SIGUSR1)
    assert not process.owes(signal.SIGUSR1)
    assert process.ignores(signal.SIGPIPE)


def test_the_children_of_a_process(answer, process, peer_once_asleep):
    reader, writer = os.pipe()

    def end_the_program():
        (program,) = process.children()
        program.send(signal.SIGTERM)

    with peer_once_asleep(end_the_program):
        assert answer.starts_a_program_and_waits(reader) == -signal.SIGTERM
    os.close(reader)
    os.close(writer)


def test_fails_when_it_does_not_wait_again(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    with ours, theirs, peer_once_asleep(ours.send, b"late", then=[lambda: ours.send(b"later")]):
        answer.receive(theirs)


def test_fails_when_it_sleeps_only_later(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    with ours, theirs, peer_once_asleep(ours.send, b"late", then=[lambda: ours.send(b"later")]):
        answer.receive_spinning_at_first(theirs)


@pytest.mark.parametrize(
    ("family", "address", "bound", "spoken"),
    [
        (socket.AF_INET, ("127.0.0.1", 0), "127.0.0.1:0", "127.0.0.1:"),
        (socket.AF_INET6, ("::1", 0), "[::1]:0", "[::1]:"),
        (socket.AF_UNIX, "\0name", "@name", "@name"),
    ],
    ids=["TCP", "TCP over IPv6", "Unix"],
)
def test_who_meets_whom(answer, did, network, family, address, bound, spoken):
    answer.meets_itself(family, address)
    ((listener, at),) = did().binds
    assert (at, did().listens) == (bound, ((listener, 7),))
    ((caller, conn, where),) = did().connects
    assert where.startswith(spoken)
    assert where != bound or family == socket.AF_UNIX
    assert did().accepts == ((caller, listener),)
    assert conn != listener
