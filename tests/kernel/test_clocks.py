"""Every clock of a tree is heard of, whatever language armed it and however deep."""

import array
import ctypes
import fcntl
import math
import os
import signal
import socket
import struct
import subprocess
import sys
import time

import pytest

from kata.agent import reporter
from kata.kernel import bpf, clocks, unotify
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

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp")


def told_by(function, world="sealed"):
    """All calls that a child tells of while it calls the function, and its wait status."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        try:
            unotify.send([unotify.tell(world=world)], theirs)
            theirs.close()
            function()
            os._exit(0)
        finally:
            os._exit(1)
    theirs.close()
    (listener,) = unotify.receive(ours)
    ours.close()
    heard = []
    while True:
        heard += unotify.heard(listener)
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            os.close(listener)
            return child, heard, status


def test_an_alarm_and_that_it_was_called_off():
    began = time.monotonic()

    def arm():
        signal.alarm(5)
        signal.alarm(0)

    child, (armed, off), status = told_by(arm)
    assert armed == Alarm(child, armed.until, 0)
    assert began + 5 <= armed.until <= time.monotonic() + 5
    assert (off, status) == (Alarm(child, None), 0)


def test_an_interval_timer_of_the_real_clock_only():
    def arm():
        signal.setitimer(signal.ITIMER_REAL, 7.5, 0.25)
        signal.setitimer(signal.ITIMER_VIRTUAL, 3)

    began = time.monotonic()
    child, (clock,), _ = told_by(arm)
    assert clock == Alarm(child, clock.until, 0.25)
    assert began + 7.5 <= clock.until <= time.monotonic() + 7.5


def test_a_posix_timer_and_that_it_was_called_off():
    def arm():
        libc, timer = ctypes.CDLL(None, use_errno=True), ctypes.c_void_p()
        assert libc.timer_create(time.CLOCK_MONOTONIC, None, ctypes.byref(timer)) == 0
        for flags, *times in ((0, 0, 0, 7, 5 * 10**8), (0, 1, 0, 9, 0), (1, 0, 0, 10**9, 0), (0, 0, 0, 0, 0)):
            assert libc.timer_settime(timer, flags, struct.pack("4q", *times), None) == 0
        assert libc.timer_settime(timer, 0, struct.pack("4q", 0, 10**9, 0, 0), None) == -1

    began = time.monotonic()
    child, (once, again, absolute, off, refused), status = told_by(arm)
    assert once == Timer(child, once.number, once.until)
    assert began + 7.5 <= once.until <= time.monotonic() + 7.5
    assert (again.interval, absolute.until, off.until) == (1.0, math.inf, None)
    assert (refused, status) == (UnknownClock(), 0)


def test_the_time_limit_of_a_socket_and_no_other_option():
    def limit():
        one, two = socket.socketpair()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 1000))
        two.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", 0, 0))

    _, (one, two), status = told_by(limit)
    assert (one, two) == (SocketLimit(one.inode, True), SocketLimit(two.inode, False, "send"))
    assert one.inode != two.inode
    assert status == 0


def test_a_thread_speaks_for_its_process():
    def arm():
        import threading

        thread = threading.Thread(target=signal.alarm, args=(5,))
        thread.start()
        thread.join()

    child, (clock,), _ = told_by(arm)
    assert clock.pid == child


def test_programs_that_were_called_by_exec_are_heard_too():
    def arm():
        code = "import ctypes; ctypes.CDLL(None).alarm(5)"
        subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)

    child, (clock,), status = told_by(arm)
    assert (type(clock), status) == (Alarm, 0)
    assert clock.pid != child


@pytest.mark.parametrize("pointer", [1, 1 << 63, (1 << 64) - 1])
def test_what_cannot_be_read_may_be_any_clock(pointer):
    def arm():
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.setitimer(0, ctypes.c_void_p(pointer), None) == -1

    _, (clock,), status = told_by(arm)
    assert (clock, status) == (UnknownClock(), 0)


def test_a_signal_that_interrupts_the_call_does_no_harm():
    """A Python that gets signals all the time arms clocks: each is heard of once, and no call fails."""

    def arm():
        reporter.begin("", bool)
        signal.signal(signal.SIGUSR1, lambda signum, frame: None)
        parent = os.getpid()
        sender = os.fork()
        if sender == 0:
            while True:
                os.kill(parent, signal.SIGUSR1)
        for _ in range(100):
            signal.alarm(5)
        assert signal.alarm(0) in (4, 5)
        os.kill(sender, signal.SIGKILL)
        os.waitpid(sender, 0)

    _, heard, status = told_by(arm)
    assert status == 0
    assert len(heard) == 101
    assert heard[-1].until is None


def test_a_clock_that_the_kernel_refuses_calls_off_no_other():
    def arm():
        libc = ctypes.CDLL(None, use_errno=True)
        signal.alarm(5)
        assert libc.setitimer(0, struct.pack("4q", 0, 0, 0, -1), None) == -1

    _, heard, status = told_by(arm)
    assert [type(clock) for clock in heard] == [Alarm, UnknownClock]
    assert status == 0


def test_a_thread_that_goes_while_it_is_asked_is_no_exception(monkeypatch):
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    for number in (clocks.ALARM.get(bpf.HERE, -1), clocks.SETITIMER[bpf.HERE], 0):
        assert clocks.meant(gone, number, True, [0] * 6) == [UnknownClock()]
    monkeypatch.setattr(clocks, "_process_of", lambda tid: [][0])
    assert clocks.meant(os.getpid(), clocks.SETITIMER[bpf.HERE], True, [0] * 6) == [UnknownClock()]


def test_who_arms_clocks_without_end_is_not_heard_without_end(monkeypatch):
    """Each call of `heard` returns after so many clocks, and nothing is lost."""
    monkeypatch.setattr(unotify, "AT_ONCE", 3)
    heard, counts = unotify.heard, []

    def counted(listener):
        found = heard(listener)
        counts.append(len(found))
        return found

    def arm():
        for _ in range(7):
            if os.fork() == 0:
                signal.alarm(5)
                os._exit(0)
        signal.alarm(5)
        for _ in range(7):
            os.wait()

    monkeypatch.setattr(unotify, "heard", counted)
    _, armed, status = told_by(arm)
    assert (len(armed), status) == (8, 0)
    assert max(counts) <= 3


def test_the_time_that_a_tcp_peer_is_given():
    def limit():
        with socket.socket() as one:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 2500)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 0)

    _, (one, two), status = told_by(limit)
    assert (one, two) == (
        SocketLimit(one.inode, True, "user timeout"),
        SocketLimit(one.inode, False, "user timeout"),
    )
    assert status == 0


def test_the_time_limit_of_a_terminal():
    def limit():
        import termios
        import tty

        _, slave = os.openpty()
        tty.setraw(slave)
        settings = termios.tcgetattr(slave)
        settings[6][termios.VTIME] = 5
        termios.tcsetattr(slave, termios.TCSADRAIN, settings)
        settings[3] |= termios.ICANON
        termios.tcsetattr(slave, termios.TCSANOW, settings)

    _, heard, status = told_by(limit)
    assert (heard, status) == ([TerminalLimit()], 0)


def test_signals_that_the_kernel_is_asked_for_are_told_in_the_open_alone(tmp_path):
    def ask():
        with socket.socket() as one, open(tmp_path / "file", "w") as file:
            fcntl.fcntl(one, fcntl.F_SETOWN, os.getpid())
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
            fcntl.fcntl(os.open(tmp_path, os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_CREATE)
            fcntl.fcntl(one, fcntl.F_GETFL)

    assert told_by(ask, "open")[1:] == ([KernelSignal()] * 3, 0)
    assert told_by(ask)[1:] == ([], 0)


def test_a_descriptor_that_leaves_the_tree():
    """The parent of who tells has the other end; what its child sends to itself waits where that is said."""
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe()
    inode = os.fstat(writer).st_ino

    def send():
        ours.close()
        one, other = socket.socketpair()
        os.dup2(reader, 0)
        socket.send_fds(one, [b"."], [writer])
        theirs.sendmsg([b"no descriptor"])
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, writer]))
        theirs.sendmsg([b"."], [rights])
        socket.recv_fds(other, 1, 1)

    _, heard, status = told_by(send, "open")
    inside, *left = heard
    assert (left, status) == ([Sent("pipe", inode), Sent("pipe", inode)], 0)
    assert (inside.kind, inside.inode) == ("pipe", inode)
    assert inside.via
    for end in (ours, theirs):
        end.close()
    for fd in (reader, writer):
        os.close(fd)


def test_a_message_whose_header_cannot_be_read_may_be_anything():
    def send():
        libc = ctypes.CDLL(None, use_errno=True)
        one, _ = socket.socketpair()
        assert libc.sendmsg(one.fileno(), ctypes.c_void_p(1), 0) == -1

    assert told_by(send, "open")[1:] == ([UnknownClock()], 0)


def test_a_semaphore_of_multiprocessing_and_a_link_that_is_none():
    def make():
        from multiprocessing.synchronize import Lock

        os.chdir("/tmp")
        name = f"kata-{os.getpid()}"
        with open(name, "w"):
            os.link(name, f"{name}-link")
        os.unlink(name)
        os.unlink(f"{name}-link")
        import multiprocessing

        Lock(ctx=multiprocessing.get_context("fork"))

    _, heard, status = told_by(make, "open")
    assert [type(each) for each in heard] == [OwnSemaphore]
    assert status == 0


def test_a_file_system_that_writes_into_a_pipe_of_its_maker():
    def mount():
        libc = ctypes.CDLL(None)
        for kind in (b"autofs", b"tmpfs", None):
            assert libc.mount(b"none", b"/no/such/folder", kind, 0, None) == -1
        libc.syscall(430, b"no such kind", 0)  # fsopen(2)

    assert told_by(mount, "open")[1:] == ([UnknownClock()], 0)
    assert told_by(mount)[1:] == ([], 0)
