"""A hang is proved only if nothing is left that could wake a process."""

import math
import os
import signal
import sys
from dataclasses import replace
from functools import partial

import pytest

from kata.facts import (
    Call,
    Descriptor,
    Memory,
    Once,
    Opening,
    Outside,
    Place,
    Process,
    Snapshot,
    Socket,
    Thread,
)
from kata.kernel import proc
from kata.kernel.heard import (
    Alarm,
    KernelSignal,
    OwnSemaphore,
    Sent,
    SocketLimit,
    TerminalLimit,
    Timer,
    UnknownClock,
)
from kata.kernel.syscalls import decode
from kata.proof.verdict import veto
from tests.tools.record import FOLDER, load

NOBODY = Outside()
NOW = 1000.0


@pytest.fixture
def hang():
    return load(FOLDER / "circular_wait.json")


def veto_of(recording, heard=(), outside=NOBODY, world="sealed", **changes):
    return veto(replace(recording.snapshot, **changes), heard, world, outside, NOW)


def sealed(snapshot, heard=(), outside=NOBODY, quiet=1.0):
    return veto(snapshot, heard, "sealed", outside, NOW, quiet)


def opened(snapshot, heard=(), outside=NOBODY, quiet=1.0):
    return veto(snapshot, heard, "open", outside, NOW, quiet)


def with_thread(snapshot, **changes):
    """The snapshot with another thread in the first process."""
    first, *others = snapshot.processes
    return (replace(first, threads=(*first.threads, replace(first.threads[0], tid=1, **changes))), *others)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_what_was_recorded_is_proved(file):
    assert veto_of(load(file)) is None


def test_a_clock_in_the_call(hang):
    call = replace(hang.snapshot.processes[0].threads[0].call, endless=False)
    assert "can end by itself" in veto_of(hang, processes=with_thread(hang.snapshot, call=call))


def test_a_call_that_is_not_in_the_table(hang):
    assert "can end by itself" in veto_of(hang, processes=with_thread(hang.snapshot, call=None))


def test_a_call_that_others_can_end(hang):
    call = replace(hang.snapshot.processes[0].threads[0].call, name="semop")
    assert "ended from outside" in veto_of(hang, processes=with_thread(hang.snapshot, call=call))


def test_a_zombie_and_a_stopped_thread_wake_nobody(hang):
    for state in "ZT":
        assert veto_of(hang, processes=with_thread(hang.snapshot, state=state, call=None)) is None


def test_a_stopped_thread_may_be_continued_by_a_stranger(hang):
    stopped = with_thread(hang.snapshot, state="T", call=None)
    assert "may be continued" in veto_of(hang, world="open", processes=stopped)
    gone = with_thread(hang.snapshot, state="Z", call=None)
    assert veto_of(hang, world="open", processes=gone) is None


def test_an_armed_clock_that_proc_shows(hang):
    assert veto_of(hang, armed=("process 1 has an armed timerfd",)) == "process 1 has an armed timerfd"


def test_an_alarm_that_was_heard(hang):
    def alarm(until, interval=0.0, pid=hang.root):
        return Alarm(pid, until, interval)

    assert "alarm" in veto_of(hang, [alarm(NOW + 5)])
    assert "alarm" in veto_of(hang, [alarm(NOW - 0.01)]), "it may be about to ring"
    assert "alarm" in veto_of(hang, [alarm(NOW - 5, interval=1.0)])
    assert veto_of(hang, [alarm(NOW - 5)]) is None
    assert veto_of(hang, [alarm(NOW + 5), alarm(None)]) is None
    assert veto_of(hang, [alarm(NOW + 5, pid=1)]) is None, "it was armed by a process that is gone"


def test_a_posix_timer_is_only_a_reason_while_it_is_armed(hang):
    first, *others = hang.snapshot.processes
    timed = (replace(first, timers=(3,)), *others)

    def reason(*heard):
        return veto_of(hang, heard, processes=timed)

    def timer(until, interval=0.0, pid=first.pid, number=3):
        return Timer(pid, number, until, interval)

    assert reason() is None, "it was never set"
    assert "POSIX timer" in reason(timer(NOW + 5))
    assert "POSIX timer" in reason(timer(math.inf))
    assert "POSIX timer" in reason(timer(NOW - 5, interval=1.0))
    assert reason(timer(NOW - 5)) is None, "it has rung"
    assert reason(timer(NOW + 5), timer(None)) is None
    assert reason(timer(NOW + 5, number=4)) is None, "it is deleted"
    assert veto_of(hang, [timer(NOW + 5)]) is None, "it is deleted, or was left behind by exec"


def test_a_pipe_to_which_nobody_at_all_can_write_is_quiet_for_ever():
    def reason(ended):
        once = (Once(3, "EPOLLET", True, ended=ended),)
        call = Call("epoll_wait", (5, 0, 0, 2**32 - 1))
        thread = Thread(7, "S", call, polled=((3, "read"),), once=once)
        return sealed(Snapshot((Process(7, 1, None, (thread,), (Descriptor(3, "pipe", 9, "read"),)),), {}))

    assert "leads outside" in reason(False)
    assert reason(True) is None


def test_a_socket_with_a_time_limit(hang):
    process = hang.snapshot.processes[0]
    inode = next(d.inode for d in process.descriptors if d.fd == process.threads[0].call.fd)
    assert "time limit" in veto_of(hang, [SocketLimit(inode, True)])
    assert veto_of(hang, [SocketLimit(inode, True), SocketLimit(inode, False)]) is None
    other = SocketLimit(inode, False, "send")
    assert "time limit" in veto_of(hang, [SocketLimit(inode, True), other]), "one limit calls off no other"


def test_an_end_that_somebody_outside_holds(hang):
    held = Outside(frozenset(("socket", inode) for inode in hang.snapshot.sockets))
    assert "leads outside" in veto_of(hang, outside=held)


def test_a_peer_that_nobody_in_the_tree_holds(hang):
    peers = {inode: replace(each, peer=each.peer and 1) for inode, each in hang.snapshot.sockets.items()}
    assert "leads outside" in veto_of(hang, sockets=peers)


def test_a_socket_without_a_peer_may_send_to_anybody():
    hang = load(FOLDER / "peer_gone_datagram.json")
    first, *others = hang.snapshot.processes
    (thread,) = first.threads
    sends = replace(first, threads=(replace(thread, call=replace(thread.call, name="sendto")),))
    assert veto_of(hang) is None
    assert "may send to" in veto_of(hang, processes=(sends, *others))


def test_a_socket_with_an_address_can_hear_from_anybody():
    hang = load(FOLDER / "peer_gone_datagram.json")
    named = {inode: replace(each, named=True) for inode, each in hang.snapshot.sockets.items()}
    assert "leads outside" in veto_of(hang, sockets=named)


def test_a_file_a_terminal_or_a_descriptor_that_cannot_be_seen(hang):
    first, *others = hang.snapshot.processes
    for kind in ("file", "device", "timerfd", "fifo"):
        changed = tuple(replace(d, kind=kind) for d in first.descriptors)
        assert "leads outside" in veto_of(hang, processes=(replace(first, descriptors=changed), *others))
    assert "cannot be seen" in veto_of(hang, processes=(replace(first, descriptors=()), *others))


def test_a_clock_that_cannot_be_read(hang):
    assert "cannot be read" in veto_of(hang, [UnknownClock()])


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


@linux_only
def test_a_process_that_woke_between_two_looks_is_not_called_asleep():
    """A child hands bytes back: after each of them it sleeps in the same call, and yet the looks differ."""
    here, there = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        for _ in range(20):
            os.write(there[1], os.read(here[0], 1))
        os._exit(0)
    seen = []
    for _ in range(20):
        while (look := proc.asleep([child])) is None:
            pass
        assert proc.asleep([child]) == look
        seen.append(look)
        os.write(here[1], b".")
        os.read(there[0], 1)
    os.waitpid(child, 0)
    for end in (*here, *there):
        os.close(end)
    assert len(set(seen)) == 20
    assert {(decode(line).name, decode(line).fd) for ((_, _, _, line, _),) in seen} == {("read", here[0])}


def one_wait(call, descriptors, sockets=None, locks=None, of_process=None, **of_thread):
    """A snapshot of one process that sleeps in one call."""
    thread = Thread(1, "S", call, **of_thread)
    process = Process(1, 0, None, (thread,), tuple(descriptors), **of_process or {})
    return Snapshot((process,), sockets or {}, locks=locks or {})


def accepts(address, family="Unix"):
    listener = Socket(7, "stream", 0, True, family, True, address)
    return one_wait(Call("accept4", (3,), 3), [Descriptor(3, "socket", 7)], {7: listener})


def test_somebody_outside_may_connect_as_long_as_there_is_an_address(tmp_path):
    (tmp_path / "socket").touch()
    assert "may connect to" in sealed(accepts(str(tmp_path / "socket")))
    assert "may connect to" in sealed(accepts("@abstract"))
    assert "may connect to" in sealed(accepts("127.0.0.1:80", "TCP"))
    assert sealed(accepts(str(tmp_path / "gone"))) is None


IN_ITS_FOLDER = Outside(place=Place(folder="/tmp/kata-x/names"))
BY_ITSELF = Outside(place=Place(network=True, folder="/tmp/kata-x/names", device=50))


def test_nobody_outside_has_the_network_or_the_folder_of_a_test():
    alone = partial(veto, heard=[], world="sealed", now=0.0)
    assert "may connect to" in alone(accepts("127.0.0.1:80", "TCP"), outside=IN_ITS_FOLDER)
    assert alone(accepts("127.0.0.1:80", "TCP"), outside=BY_ITSELF) is None
    assert alone(accepts("@abstract"), outside=BY_ITSELF) is None
    datagrams = Socket(7, "datagram", 0, True, "UDP", address="127.0.0.1:80")
    hears = one_wait(Call("recvfrom", (3,), 3), [Descriptor(3, "socket", 7)], {7: datagrams})
    assert "leads outside" in alone(hears, outside=IN_ITS_FOLDER)
    assert alone(hears, outside=BY_ITSELF) is None


def test_a_file_in_the_folder_of_a_test():
    alone = partial(veto, heard=[], world="sealed", now=0.0)
    for path, device, known_by in (
        ("/tmp/kata-x/names/door", 8, IN_ITS_FOLDER),
        ("door", 50, BY_ITSELF),
    ):
        call, opening = Call("openat", (0,)), Opening(path, 9, "read", True, device)
        assert alone(one_wait(call, [], opening=opening), outside=known_by) is None
        listener = Socket(7, "stream", 0, True, "Unix", True, path, file=(device, 9))
        accept = one_wait(Call("accept4", (3,), 3), [Descriptor(3, "socket", 7)], {7: listener})
        assert alone(accept, outside=known_by) is None
    elsewhere = Opening("/tmp/kata-x/names/../../door", 9, "read", True, 8)
    for known_by in (IN_ITS_FOLDER, BY_ITSELF):
        assert "FIFO" in alone(one_wait(Call("openat", (0,)), [], opening=elsewhere), outside=known_by)


def test_a_call_to_a_full_queue():
    """Only a process that has the listening socket can accept."""
    listener, caller = Socket(7, "stream", 0, True, "Unix", True, "@door"), Socket(8, "stream", 0)
    call, both = Call("connect", (4, 0, 0), 4), [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    sockets = {7: listener, 8: caller}
    waits = one_wait(call, both, sockets, callee=7)
    alone = partial(veto, heard=[], world="sealed", outside=BY_ITSELF, now=0.0)
    assert alone(waits) is None
    assert "may accept" in sealed(waits)
    assert "may accept" in veto(waits, [], "open", Outside(), 0.0)
    held = replace(BY_ITSELF, holds=frozenset({("socket", 7)}))
    assert "may accept" in alone(waits, outside=held)
    assert "time limit" in alone(waits, heard=[SocketLimit(8, True)])
    assert "others may bring about" in alone(one_wait(call, both, sockets))
    assert "others may bring about" in alone(one_wait(call, both[1:], sockets, callee=7))


@pytest.mark.parametrize("name", ["listener-xyz", "sock-1a2b3c4d5e6f"])
def test_nobody_outside_knows_a_socket_of_multiprocessing(name):
    """Its name in older Pythons, and since 3.14."""
    assert sealed(accepts(f"/tmp/pymp-abc/{name}")) is None
    assert "may connect to" in sealed(accepts(f"@/tmp/{name}"))


def test_a_fifo_that_others_can_open():
    call = Call("openat", (0,))
    named, nameless = Opening("fifo", 9, "read", True), Opening("fifo", 9, "read", False)
    assert "FIFO" in sealed(one_wait(call, [], opening=named))
    assert sealed(one_wait(call, [], opening=nameless)) is None
    ends = [
        Descriptor(3, "fifo", 9, "read", path="/tmp/fifo"),
        Descriptor(4, "fifo", 9, "write", path="/tmp/fifo"),
    ]
    read = Call("read", (3,), 3)
    assert "leads outside" in sealed(one_wait(read, ends))
    assert sealed(one_wait(read, [replace(end, path="") for end in ends])) is None


def test_a_file_lock_is_held_inside_or_nothing_is_proved():
    call = Call("flock", (3,), 3)
    mine = [Descriptor(3, "file", 9), Descriptor(4, "file", 9, locked="FLOCK")]
    assert sealed(one_wait(call, mine, locks={9: (1,)})) is None
    assert "locked a file" in sealed(one_wait(call, mine[:1], locks={9: (1,)}))
    assert "locked a file" in sealed(one_wait(call, mine, locks={9: (1, os.getpid())}))


def test_a_terminal_is_a_person_unless_its_master_is_in_the_tree_and_takes_its_time():
    call = Call("read", (0,), 0)
    slave, master = Descriptor(0, "terminal", 5, "slave"), Descriptor(3, "terminal", 5, "master")
    assert "leads outside" in sealed(one_wait(call, [slave]))
    assert sealed(one_wait(call, [slave, master])) is None
    assert "under way" in sealed(one_wait(call, [slave, master]), quiet=0.1)


def test_a_lock_in_memory_that_others_could_have_mapped():
    call, own = Call("futex", (0, 0)), Memory("00:15", 9, named=False)
    assert opened(one_wait(call, [])) is None, "of this process, or shared by fork alone"
    assert opened(one_wait(call, [], memory=own)) is None
    assert "may find" in opened(one_wait(call, [], memory=replace(own, named=True)))
    assert "shares" in opened(one_wait(call, [], memory=own), outside=Outside(maps=frozenset({("00:15", 9)})))
    assert "shares" in opened(one_wait(call, [], memory=own), outside=Outside(frozenset({("file", 9)})))
    assert sealed(one_wait(call, [], memory=replace(own, named=True))) is None


def test_a_lock_in_memory_that_somebody_who_is_not_seen_may_have_mapped():
    call, own = Call("futex", (0, 0)), Memory("00:15", 9, named=False)
    wait = one_wait(call, [], memory=own)
    assert "cannot be seen" in opened(wait, outside=Outside(hidden=True))
    assert opened(wait, [OwnSemaphore(9)], Outside(hidden=True)) is None, "its name was never known"
    named = one_wait(call, [], memory=replace(own, named=True))
    assert opened(named, [OwnSemaphore(9)], Outside(hidden=True)) is None
    assert opened(named, [OwnSemaphore(8)]) is not None
    by_descriptor = one_wait(call, [], memory=replace(own, known_by_name=False))
    assert opened(by_descriptor, outside=Outside(hidden=True)) is None


def test_an_end_in_a_message_that_nobody_has_received():
    call = Call("read", (3,), 3)
    pipe = Descriptor(3, "pipe", 9, "read")
    carrier = [Descriptor(4, "socket", 10), Descriptor(5, "socket", 11, carries=1)]
    pair = {10: Socket(10, "stream", 11), 11: Socket(11, "stream", 10)}
    assert "leads outside" in sealed(one_wait(call, [pipe]))
    assert sealed(one_wait(call, [pipe, *carrier], pair)) is None
    elsewhere = pair | {10: Socket(10, "stream", 99)}
    assert "leads outside" in sealed(one_wait(call, [pipe, *carrier], elsewhere))


def test_a_socket_in_a_message_that_nobody_has_received():
    """In a network of the tree's own, unless a stranger may have received it, who was met by a path."""
    caller = Descriptor(3, "socket", 7)
    carrier = [Descriptor(4, "socket", 10), Descriptor(5, "socket", 11, carries=1)]
    known = {7: Socket(7, "stream", 8, family="TCP"), 8: Socket(8, "stream", 7, family="TCP")}
    known |= {10: Socket(10, "stream", 11), 11: Socket(11, "stream", 10)}
    receives = Call("recvfrom", (3,), 3)
    wait = one_wait(receives, [caller, *carrier], known)
    assert sealed(wait, outside=BY_ITSELF) is None
    assert "leads outside" in sealed(wait)
    empty = [replace(each, carries=0) for each in carrier]
    assert "leads outside" in sealed(one_wait(receives, [caller, *empty], known), outside=BY_ITSELF)
    met = known | {
        12: Socket(12, "stream", 13),
        13: Socket(13, "stream", 12, named=True, address="/run/door", file=(3, 4)),
    }
    stranger = one_wait(receives, [caller, *carrier, Descriptor(6, "socket", 12)], met)
    assert "leads outside" in sealed(stranger, outside=BY_ITSELF)
    at_home = met | {13: replace(met[13], file=(50, 4))}
    assert sealed(replace(stranger, sockets=at_home), outside=BY_ITSELF) is None
    inherited = one_wait(receives, [caller, *carrier, Descriptor(6, "socket", 14)], known)
    assert "leads outside" in sealed(inherited, outside=BY_ITSELF), "it is of another network"


def test_an_accepted_tcp_socket_may_have_the_limit_of_its_listener():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    pair = {7: Socket(7, "stream", 8, family="TCP"), 8: Socket(8, "stream", 7, family="TCP")}
    snapshot = one_wait(Call("recvfrom", (3,), 3), ends, pair)
    assert sealed(snapshot) is None
    assert "time limit" in sealed(snapshot, [SocketLimit(6, True)])


def test_a_descriptor_that_brings_signals_from_outside():
    call = Call("pause", ())
    terminal, lease = Descriptor(0, "terminal", 5, "slave"), Descriptor(3, "file", 9, locked="LEASE")
    assert sealed(one_wait(call, [terminal])) is None
    assert "may bring a signal" in sealed(one_wait(call, [replace(terminal, signals=True)]))
    assert "may bring a signal" in sealed(one_wait(call, [lease]))


PIPE = [Descriptor(3, "pipe", 9, "read"), Descriptor(4, "pipe", 9, "write")]
READ = Call("read", (3, 0, 1), 3)
PAUSE = Call("pause", ())


def test_a_signal_that_is_handled_may_come_from_a_stranger():
    daemon = one_wait(PAUSE, [], of_process={"handles": (signal.SIGUSR1,)})
    reader = one_wait(READ, PIPE, of_process={"handles": (signal.SIGTERM,)})
    assert "handles SIGUSR1" in opened(daemon)
    assert "handles SIGTERM" in opened(reader)
    assert sealed(daemon) is None
    assert opened(one_wait(PAUSE, [])) is None, "it would only end"


def test_a_signal_that_is_waited_for_may_come_from_a_stranger():
    waits = one_wait(Call("rt_sigtimedwait", (0, 0, 0)), [])
    assert "waits for a signal" in opened(waits)
    assert sealed(waits) is None
    polls = one_wait(Call("poll", (0, 1, -1)), [Descriptor(3, "signalfd", 0)], polled=((3, "read"),))
    assert "leads outside" in opened(polls)
    assert sealed(polls) is None


def test_ctrl_c_is_waited_for_where_the_program_names_it_and_has_nothing_else_to_do():
    python = {"interruptible": True}
    named = Outside(interrupts=True)
    for call in (PAUSE, Call("futex", (0, 0x80))):
        assert "Ctrl-C" in opened(one_wait(call, [], of_process=python), outside=named)
        assert opened(one_wait(call, [], of_process=python)) is None
        assert sealed(one_wait(call, [], of_process=python), outside=named) is None
    assert opened(one_wait(READ, PIPE, of_process=python), outside=named) is None, "it waits for data"
    assert "Ctrl-C" in opened(one_wait(PAUSE, [], of_process=python | {"terminal": True}))


def test_a_program_that_does_not_show_its_handler_may_go_on_from_any_call():
    """A shell, or a Python that ignores its environment; then its text alone tells."""
    shell = Process(1, 0, "bash", (Thread(1, "S", READ),), tuple(PIPE), interruptible=True)
    assert "Ctrl-C" in opened(Snapshot((shell,), {}), outside=Outside(interrupts=True))
    assert opened(Snapshot((shell,), {})) is None


def test_only_the_first_thread_is_interrupted_by_ctrl_c():
    other = Thread(2, "S", Call("futex", (0, 0x80)))
    process = Process(1, 0, None, (Thread(1, "S", READ), other), tuple(PIPE), interruptible=True)
    assert opened(Snapshot((process,), {}), outside=Outside(interrupts=True)) is None


def test_a_debugger_may_be_woken_by_any_signal():
    assert "traced" in opened(one_wait(READ, PIPE, of_process={"traced": True}))


def test_a_stranger_may_stop_the_child_that_is_waited_for():
    untraced, continued = Call("wait4", (1, 0, 2, 0)), Call("waitid", (0, 0, 0, 4 | 8))
    for call in (untraced, continued):
        assert "to be stopped" in opened(one_wait(call, []))
        assert sealed(one_wait(call, [])) is None
    assert opened(one_wait(Call("wait4", (1, 0, 0, 0)), [])) is None


def test_a_signal_that_the_kernel_was_asked_for():
    assert "asked the kernel" in opened(one_wait(READ, PIPE), [KernelSignal()])
    assert sealed(one_wait(READ, PIPE), [KernelSignal()]) is None


def test_a_terminal_can_be_opened_by_name():
    both = [Descriptor(0, "terminal", 5, "slave"), Descriptor(3, "terminal", 5, "master")]
    for fd in (0, 3):
        assert "leads outside" in opened(one_wait(Call("read", (fd,), fd), both))
        assert sealed(one_wait(Call("read", (fd,), fd), both)) is None


def test_a_terminal_with_a_time_limit():
    both = [Descriptor(0, "terminal", 5, "slave"), Descriptor(3, "terminal", 5, "master")]
    assert "time limit" in sealed(one_wait(Call("read", (0,), 0), both), [TerminalLimit()])
    assert sealed(one_wait(READ, PIPE), [TerminalLimit()]) is None


def test_a_unix_socket_is_reachable_by_other_names_than_its_own(tmp_path):
    for address in (str(tmp_path / "gone"), "@abstract", "/tmp/pymp-abc/listener-xyz"):
        assert "may connect to" in opened(accepts(address))


def test_only_the_fork_server_of_multiprocessing_knows_its_address():
    snapshot = accepts("/tmp/pymp-abc/listener-xyz")
    process = replace(snapshot.processes[0], fork_server=True)
    assert opened(replace(snapshot, processes=(process,))) is None
    assert opened(replace(accepts("/tmp/server"), processes=(process,))) is not None


def test_an_end_that_a_stranger_holds_or_that_was_sent_to_one():
    for kind in ("pipe", "socket"):
        end = [replace(d, kind=kind, access="both" if kind == "socket" else d.access) for d in PIPE]
        sockets = {9: Socket(9, "stream", 9)}
        assert opened(one_wait(READ, end, sockets)) is None
        assert "leads outside" in opened(
            one_wait(READ, end, sockets), outside=Outside(frozenset({(kind, 9)}))
        )
        assert "leads outside" in opened(one_wait(READ, end, sockets), [Sent(kind, 9)])


def test_a_network_that_others_use_or_cut():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    for family, kept_alive, is_proved in (("UDP", False, False), ("TCP", True, False), ("TCP", False, True)):
        pair = {n: Socket(n, "stream", 15 - n, family=family, kept_alive=kept_alive) for n in (7, 8)}
        assert sealed(one_wait(READ, ends, pair)) is None
        found = opened(one_wait(READ, ends, pair))
        assert found is None if is_proved else "others may use, or cut" in found


def test_what_lies_in_a_message_outside_may_be_anything_but_memory_of_this_family():
    flying = Outside(in_flight=True)
    assert opened(one_wait(READ, PIPE)) is None
    assert "in a message" in opened(one_wait(READ, PIPE), outside=flying)
    wait = Call("futex", (0, 0, 0, 0, 0, 0))
    passed = Memory("00:01", 5, named=False, known_by_name=False)
    assert opened(one_wait(wait, [], memory=passed)) is None
    assert "in a message" in opened(one_wait(wait, [], memory=passed), outside=flying)
    assert opened(one_wait(wait, [], memory=replace(passed, by_fork=True)), outside=flying) is None
    assert opened(one_wait(wait, []), outside=flying) is None


def test_a_stop_ends_what_is_done_in_part():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    pair = {n: Socket(n, "stream", 15 - n) for n in (7, 8)}
    for flags, is_proved in ((0, True), (0x100, False)):
        found = opened(one_wait(Call("recvfrom", (3, 0, 9, flags, 0, 0), 3), ends, pair))
        assert found is None if is_proved else "a stop ends that" in found
    write = one_wait(Call("write", (3, 0, 100000), 3), ends, pair)
    assert opened(write) is None
    assert "a stop ends that" in opened(write, outside=Outside(content=frozenset({1})))


def test_who_has_exited_and_is_traced_is_not_reaped_yet():
    scene = one_wait(READ, PIPE)
    gone = Process(2, 1, None, (Thread(2, "Z", None),), (), exit_status=0, traced=True)
    assert "its tracer" in opened(replace(scene, processes=(*scene.processes, gone)))
    assert opened(replace(scene, processes=(*scene.processes, replace(gone, traced=False)))) is None


def test_who_is_not_seen_may_have_opened_a_fifo_that_had_a_name():
    fifo = [replace(d, kind="fifo") for d in PIPE]
    assert opened(one_wait(READ, fifo)) is None
    assert "leads outside" in opened(one_wait(READ, fifo), outside=Outside(hidden=True))
    assert opened(one_wait(READ, PIPE), outside=Outside(hidden=True)) is None, "a pipe never had one"
    call, opening = Call("openat", (0,)), Opening("/proc/self/fd/3", 9, "read", False)
    assert opened(one_wait(call, [], opening=opening)) is None
    assert "FIFO" in opened(one_wait(call, [], opening=opening), outside=Outside(frozenset({("fifo", 9)})))
    assert "FIFO" in opened(one_wait(call, [], opening=opening), outside=Outside(hidden=True))


def test_in_the_open_the_very_lock_that_is_waited_for_has_to_be_of_the_tree():
    call, words = Call("flock", (3,), 3), "FLOCK ADVISORY WRITE 1 00:15:9 0 EOF"
    mine = [Descriptor(3, "file", 9), Descriptor(4, "file", 9, locked="FLOCK", locks=(words,))]
    assert opened(one_wait(call, mine, blocker=words)) is None
    assert "locked a file" in opened(one_wait(call, mine))
    assert "locked a file" in opened(one_wait(call, mine, blocker=words.replace("FLOCK", "POSIX")))
    held = Outside(frozenset({("file", 9)}))
    assert "locked a file" in opened(one_wait(call, mine, blocker=words), outside=held)


def test_a_transfer_waits_on_both_of_its_descriptors():
    call = Call("sendfile", (4, 5, 0, 10), 4)
    sends = [*PIPE, Descriptor(5, "socket", 7)]
    elsewhere, here = {7: Socket(7, "stream", -1, family="TCP")}, {7: Socket(7, "stream", 7, family="TCP")}
    for asked in (sealed, opened):
        assert "leads outside" in asked(one_wait(call, sends, elsewhere))
        assert asked(one_wait(call, sends, here)) is None
        assert asked(one_wait(call, [*PIPE, Descriptor(5, "file", 8)])) is None
    assert "ended from outside" in opened(one_wait(Call("splice", (3, 0, 4), 3), PIPE))


def test_a_number_that_is_another_thing_by_now():
    call = Call("epoll_wait", (5, 0, 1, -1))
    assert opened(one_wait(call, PIPE, polled=((3, "read"),))) is None
    for asked in (sealed, opened):
        assert "cannot be seen" in asked(one_wait(call, PIPE, polled=((-1, "read"),)))
        assert "of its own" in asked(one_wait(READ, PIPE, apart=True))


def test_what_was_sent_may_be_received_by_who_has_the_socket_where_it_waits():
    """The end of a pipe waits in socket 7, which may be inside, be outside, or be on its way out in socket 8."""
    sent = Sent("pipe", 9, via=7)
    assert opened(one_wait(READ, PIPE), [sent]) is None
    outside = Outside(frozenset({("socket", 7)}))
    assert "leads outside" in opened(one_wait(READ, PIPE), [sent], outside=outside)
    assert "leads outside" in opened(one_wait(READ, PIPE), [sent, Sent("socket", 7)])
    assert opened(one_wait(READ, PIPE), [sent, Sent("socket", 7, via=8)]) is None
    assert "leads outside" in opened(
        one_wait(READ, PIPE), [sent, Sent("socket", 7, via=8), Sent("socket", 8)]
    )


def test_a_datagram_may_go_to_another_than_the_peer():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    pair = {7: Socket(7, "datagram", 8), 8: Socket(8, "datagram", 7)}
    to_peer, to_another = (Call("sendto", (3, 0, 1, 0, address, 0), 3) for address in (0, 0x7FFD0))
    assert opened(one_wait(to_peer, ends, pair)) is None
    assert "may send to an address outside" in opened(one_wait(to_another, ends, pair))
    message = Call("sendmsg", (3, 0x7FFD0, 0), 3)
    assert "may send to an address outside" in opened(one_wait(message, ends, pair))
    streams = {inode: replace(each, type="stream") for inode, each in pair.items()}
    assert opened(one_wait(message, ends, streams)) is None


def test_a_stop_ends_epoll_but_in_a_python_that_takes_it_up_again():
    call = Call("epoll_wait", (5, 0, 1, -1), 5)
    polls = one_wait(call, PIPE, polled=((3, "read"),))
    assert opened(polls) is None
    other = replace(polls, processes=(replace(polls.processes[0], image="perl"),))
    assert "a stop ends that" in opened(other)
    assert sealed(other) is None
    assert "may add to it" in opened(polls, [Sent("eventpoll", 0)])
    (process,) = polls.processes
    threads = tuple(replace(each, resumes=False) for each in process.threads)
    by_ctypes = replace(polls, processes=(replace(process, threads=threads),))
    assert "a stop ends that" in opened(by_ctypes)
    assert sealed(by_ctypes) is None


def test_the_kernel_may_write_to_an_eventfd():
    event = [Descriptor(3, "eventfd", 9)]
    assert sealed(one_wait(READ, event)) is None
    assert "parts of the kernel" in opened(one_wait(READ, event))


def test_ruby_has_an_epoll_and_an_eventfd_for_itself():
    call = Call("epoll_wait", (5, 0, 1, -1), 5)
    polls = one_wait(call, [Descriptor(3, "eventfd", 9)], polled=((3, "read"),))
    ruby = replace(polls, processes=(replace(polls.processes[0], image="ruby"),))
    assert opened(ruby) is None
    assert "leads outside" in opened(ruby, outside=Outside(frozenset({("eventfd", 9)})))


def test_who_is_frozen_may_be_thawed():
    assert "frozen" in opened(one_wait(READ, PIPE), outside=Outside(frozen=True))


def test_a_socket_whose_limit_nobody_has_told_of():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    pair = {7: Socket(7, "stream", 8), 8: Socket(8, "stream", 7)}
    assert "has a time limit" in opened(one_wait(READ, ends, pair), outside=Outside(limited=frozenset({7})))


def test_a_timer_of_probes_may_send_what_is_held_back():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    pair = {n: Socket(n, "stream", 15 - n, family="TCP", probing=True) for n in (7, 8)}
    assert "under way" in sealed(one_wait(READ, ends, pair), quiet=0.1)
    assert sealed(one_wait(READ, ends, pair)) is None
    pair[7] = replace(pair[7], held_back=True)
    assert "held back" in sealed(one_wait(READ, ends, pair))
    write = Call("write", (3, 0, 1), 3)
    assert sealed(one_wait(write, ends, pair)) is None


def test_a_signal_of_the_c_library_ends_what_nobody_takes_up_again():
    def reason(name, image):
        scene = one_wait(Call(name, (0,) * 6), [], of_process={"library_signals": True})
        return opened(replace(scene, processes=(replace(scene.processes[0], image=image),)))

    assert "C library" in reason("pause", None)
    assert "C library" in reason("poll", "program")
    assert reason("poll", None) is None
    assert reason("futex", "program") is None
