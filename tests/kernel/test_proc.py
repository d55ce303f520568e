"""/proc is read right, whatever name a process gives itself."""

import ctypes
import fcntl
import os
import signal
import sys

import pytest

from kata.kernel import proc
from tests.tools.children import as_nobody, asleep

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

PR_SET_NAME = 15  # prctl(2)


def test_the_name_of_a_thread_is_not_its_state():
    def rename():
        ctypes.CDLL(None).prctl(PR_SET_NAME, b"State: R", 0, 0, 0)

    with asleep(rename) as child:
        ((pid, _, state, _, _),) = proc.asleep([child])
        assert (pid, state) == (child, "S")


def test_a_running_process_is_not_asleep():
    child = os.fork()
    if child == 0:
        while True:
            pass
    assert proc.asleep([child]) is None
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_zombie_of_an_unprivileged_user_is_asleep():
    def look():
        zombie = os.fork()
        if zombie == 0:
            os._exit(3)
        os.waitid(os.P_PID, zombie, os.WEXITED | os.WNOWAIT)
        passes = proc.asleep([zombie])
        (process,) = proc.snapshot(passes).processes
        return process.exited and process.exit_status == 3 << 8

    assert as_nobody(look)


def test_a_parent_in_vfork_is_told_from_one_that_works(tmp_path):
    """posix_spawn lets its child open a FIFO before the program begins, and the parent waits meanwhile."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    parent = os.fork()
    if parent == 0:
        os.posix_spawn(
            "/bin/true", ["true"], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 0, fifo, os.O_RDONLY, 0)]
        )
        os._exit(0)
    while not proc.in_vfork([parent]):
        pass
    assert proc.in_vfork([parent]) == {parent}
    assert proc.asleep([parent]) is None
    os.close(os.open(fifo, os.O_WRONLY))
    assert os.waitpid(parent, 0)[1] == 0
    assert proc.in_vfork([os.getpid()]) == set()


def test_an_open_that_waits_for_a_lease_is_none_of_a_fifo(tmp_path):
    file = tmp_path / "file"
    file.touch()
    before = signal.signal(signal.SIGIO, signal.SIG_IGN)  # the kernel asks for the lease back
    lease = os.open(file, os.O_RDONLY)
    fcntl.fcntl(lease, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    child = os.fork()
    if child == 0:
        os.open(file, os.O_WRONLY)
        os._exit(0)
    while (passes := proc.asleep([child])) is None or passes[0][2] != "S":
        pass
    (process,) = proc.snapshot(passes).processes
    fcntl.fcntl(lease, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    assert os.waitpid(child, 0)[1] == 0
    os.close(lease)
    signal.signal(signal.SIGIO, before)
    (thread,) = process.threads
    assert (thread.call.name, thread.opening) == ("openat", None)


def test_a_timer_that_tells_when_somebody_sets_the_clock():
    """An unarmed one would sleep for good; armed far away, it is called off again: only its flags stay."""
    libc = ctypes.CDLL(None, use_errno=True)
    absolute_and_cancelled = 1 | 2  # TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET
    with asleep(lambda: libc.timerfd_create(0, 0)) as child:
        assert proc.snapshot(proc.asleep([child])).armed == ()

    def make():
        timer = libc.timerfd_create(0, 0)
        assert libc.timerfd_settime(timer, absolute_and_cancelled, (ctypes.c_long * 4)(), None) == 0

    with asleep(make) as child:
        assert len(proc.snapshot(proc.asleep([child])).armed) == 1
