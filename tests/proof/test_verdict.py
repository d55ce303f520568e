"""A hang is proved only if nothing is left that could wake a process."""

import os
import sys
from dataclasses import replace

import pytest

from kata.facts import (
    Alarm,
    Call,
    Descriptor,
    Opening,
    Process,
    Snapshot,
    Socket,
    SocketLimit,
    Thread,
    UnknownClock,
)
from kata.kernel import proc
from kata.kernel.syscalls import decode
from kata.proof.verdict import calibrated, veto
from tests.tools.children import as_nobody
from tests.tools.record import FOLDER, load

NOBODY = frozenset()
NOW = 1000.0


@pytest.fixture
def hang():
    return load(FOLDER / "circular_wait.json")


def veto_of(recording, heard=(), outside=NOBODY, **changes):
    return veto(replace(recording.snapshot, **changes), heard, outside, NOW)


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


def test_a_socket_with_a_time_limit(hang):
    process = hang.snapshot.processes[0]
    inode = next(d.inode for d in process.descriptors if d.fd == process.threads[0].call.fd)
    assert "time limit" in veto_of(hang, [SocketLimit(inode, True)])
    assert veto_of(hang, [SocketLimit(inode, True), SocketLimit(inode, False)]) is None


def test_an_end_that_somebody_outside_holds(hang):
    held = frozenset(("socket", inode) for inode in hang.snapshot.sockets)
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
def test_this_machine_shows_what_a_proof_needs():
    assert calibrated()


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


@linux_only
def test_no_privileges_are_needed():
    assert as_nobody(calibrated)


def one_wait(call, descriptors, sockets=None, locks=None, **of_thread):
    """A snapshot of one process that sleeps in one call."""
    thread = Thread(1, "S", call, **of_thread)
    process = Process(1, 0, None, (thread,), tuple(descriptors))
    return Snapshot((process,), sockets or {}, locks=locks or {})


def accepts(address, family="Unix"):
    listener = Socket(7, "stream", 0, True, family, True, address)
    return one_wait(Call("accept4", (3,), 3), [Descriptor(3, "socket", 7)], {7: listener})


def test_somebody_outside_may_connect_as_long_as_there_is_an_address(tmp_path):
    (tmp_path / "socket").touch()
    assert "leads outside" in veto(accepts(str(tmp_path / "socket")), [], NOBODY, NOW)
    assert "leads outside" in veto(accepts("@abstract"), [], NOBODY, NOW)
    assert "leads outside" in veto(accepts("127.0.0.1:80", "TCP"), [], NOBODY, NOW)
    assert veto(accepts(str(tmp_path / "gone")), [], NOBODY, NOW) is None


@pytest.mark.parametrize("name", ["listener-xyz", "sock-1a2b3c4d5e6f"])
def test_nobody_outside_knows_a_socket_of_multiprocessing(name):
    """Its name in older Pythons, and since 3.14."""
    assert veto(accepts(f"/tmp/pymp-abc/{name}"), [], NOBODY, NOW) is None
    assert "leads outside" in veto(accepts(f"@/tmp/{name}"), [], NOBODY, NOW)


def test_a_fifo_that_others_can_open():
    call = Call("openat", (0,))
    named, nameless = Opening("fifo", 9, "read", True), Opening("fifo", 9, "read", False)
    assert "FIFO" in veto(one_wait(call, [], opening=named), [], NOBODY, NOW)
    assert veto(one_wait(call, [], opening=nameless), [], NOBODY, NOW) is None
    ends = [
        Descriptor(3, "fifo", 9, "read", path="/tmp/fifo"),
        Descriptor(4, "fifo", 9, "write", path="/tmp/fifo"),
    ]
    read = Call("read", (3,), 3)
    assert "leads outside" in veto(one_wait(read, ends), [], NOBODY, NOW)
    assert veto(one_wait(read, [replace(end, path="") for end in ends]), [], NOBODY, NOW) is None


def test_a_file_lock_is_held_inside_or_nothing_is_proved():
    call = Call("flock", (3,), 3)
    mine = [Descriptor(3, "file", 9), Descriptor(4, "file", 9, locked="FLOCK")]
    assert veto(one_wait(call, mine, locks={9: (1,)}), [], NOBODY, NOW) is None
    assert "locked a file" in veto(one_wait(call, mine[:1], locks={9: (1,)}), [], NOBODY, NOW)
    assert "locked a file" in veto(one_wait(call, mine, locks={9: (1, os.getpid())}), [], NOBODY, NOW)


def test_a_terminal_is_a_person_unless_its_master_is_in_the_tree_and_takes_its_time():
    call = Call("read", (0,), 0)
    slave, master = Descriptor(0, "terminal", 5, "slave"), Descriptor(3, "terminal", 5, "master")
    assert "leads outside" in veto(one_wait(call, [slave]), [], NOBODY, NOW)
    assert veto(one_wait(call, [slave, master]), [], NOBODY, NOW) is None
    assert "under way" in veto(one_wait(call, [slave, master]), [], NOBODY, NOW, quiet=0.1)


def test_a_lock_in_memory_that_somebody_outside_has_mapped():
    call = Call("futex", (0, 0))
    assert veto(one_wait(call, [], shared=(1,)), [], NOBODY, NOW) is None
    assert "shares the memory" in veto(one_wait(call, [], shared=(1, 2)), [], NOBODY, NOW)


def test_an_end_in_a_message_that_nobody_has_received():
    call = Call("read", (3,), 3)
    pipe = Descriptor(3, "pipe", 9, "read")
    carrier = [Descriptor(4, "socket", 10), Descriptor(5, "socket", 11, carries=1)]
    pair = {10: Socket(10, "stream", 11), 11: Socket(11, "stream", 10)}
    assert "leads outside" in veto(one_wait(call, [pipe]), [], NOBODY, NOW)
    assert veto(one_wait(call, [pipe, *carrier], pair), [], NOBODY, NOW) is None
    elsewhere = pair | {10: Socket(10, "stream", 99)}
    assert "leads outside" in veto(one_wait(call, [pipe, *carrier], elsewhere), [], NOBODY, NOW)


def test_an_accepted_tcp_socket_may_have_the_limit_of_its_listener():
    ends = [Descriptor(3, "socket", 7), Descriptor(4, "socket", 8)]
    pair = {7: Socket(7, "stream", 8, family="TCP"), 8: Socket(8, "stream", 7, family="TCP")}
    snapshot = one_wait(Call("recvfrom", (3,), 3), ends, pair)
    assert veto(snapshot, [], NOBODY, NOW) is None
    assert "time limit" in veto(snapshot, [SocketLimit(6, True)], NOBODY, NOW)


def test_a_descriptor_that_brings_signals_from_outside():
    call = Call("pause", ())
    terminal, lease = Descriptor(0, "terminal", 5, "slave"), Descriptor(3, "file", 9, locked="LEASE")
    assert veto(one_wait(call, [terminal]), [], NOBODY, NOW) is None
    assert "may bring a signal" in veto(one_wait(call, [replace(terminal, signals=True)]), [], NOBODY, NOW)
    assert "may bring a signal" in veto(one_wait(call, [lease]), [], NOBODY, NOW)
