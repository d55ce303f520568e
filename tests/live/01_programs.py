"""Programs that sleep for longer than a verdict takes, and then go on: none may be called a hang.

Each function returns when it is done. During a NAP, all processes can be seen asleep.
"""

import asyncio
import ctypes
import fcntl
import multiprocessing
import os
import queue
import select
import selectors
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

NAP = 0.2  # seconds


def child_of(function, *arguments):
    pid = os.fork()
    if pid == 0:
        function(*arguments)
        os._exit(0)
    return pid


def a_child_that_takes_its_time():
    reader, writer = os.pipe()

    def speak_late():
        time.sleep(NAP)
        os.write(writer, b"late")

    pid = child_of(speak_late)
    os.close(writer)
    assert os.read(reader, 10) == b"late"
    assert os.read(reader, 10) == b""
    os.waitpid(pid, 0)
    os.close(reader)


def a_child_that_computes():
    def compute():
        end = time.monotonic() + NAP
        while time.monotonic() < end:
            pass

    os.waitpid(child_of(compute), 0)


def a_grandchild_that_ends_the_pipe():
    reader, writer = os.pipe()

    def parent_of_a_sleeper():
        os.waitpid(child_of(time.sleep, NAP), 0)

    pid = child_of(parent_of_a_sleeper)
    os.close(writer)
    assert os.read(reader, 10) == b""
    os.waitpid(pid, 0)
    os.close(reader)


class Rang(Exception):
    pass


def _ring(signum, frame):
    raise Rang


def a_timer_ends_a_read():
    reader, writer = os.pipe()
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, NAP)
    try:
        os.read(reader, 1)
    except Rang:
        os.close(reader)
        os.close(writer)
        return
    raise AssertionError("the read came back")


def a_timer_that_repeats_writes_into_the_pipe():
    reader, writer = os.pipe()
    signal.signal(signal.SIGALRM, lambda signum, frame: os.write(writer, b"."))
    signal.setitimer(signal.ITIMER_REAL, NAP, NAP)
    for _ in range(2):
        assert os.read(reader, 1) == b"."
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.close(reader)
    os.close(writer)


def an_alarm_ends_a_pause():
    signal.signal(signal.SIGALRM, lambda signum, frame: None)
    signal.alarm(1)
    signal.pause()


def an_alarm_kills_a_program():
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(reader, 0)
        signal.setitimer(signal.ITIMER_REAL, NAP)
        os.execvp("cat", ["cat"])
    os.close(reader)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGALRM
    os.close(writer)


def select_with_a_limit():
    reader, writer = os.pipe()
    assert select.select([reader], [], [], NAP) == ([], [], [])
    os.close(reader)
    os.close(writer)


def poll_with_a_limit():
    reader, writer = os.pipe()
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    assert poll.poll(NAP * 1000) == []
    os.close(reader)
    os.close(writer)


def a_selector_with_a_limit():
    ours, theirs = socket.socketpair()
    with selectors.DefaultSelector() as selector, ours, theirs:
        selector.register(ours, selectors.EVENT_READ)
        assert selector.select(NAP) == []


def a_socket_with_a_limit():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(NAP)
        try:
            ours.recv(1)
        except TimeoutError:
            return
    raise AssertionError("the recv came back")


def a_socket_with_a_limit_of_the_kernel():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        microseconds = int(NAP * 1e6)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, microseconds))
        try:
            os.read(ours.fileno(), 1)
        except BlockingIOError:
            return
    raise AssertionError("the read came back")


def a_ring_of_pipes():
    """Eight processes hand one byte round and round; at any moment nearly all of them are asleep."""
    pipes = [os.pipe() for _ in range(8)]
    rounds = 800

    def hand_on(place):
        reader, writer = pipes[place][0], pipes[(place + 1) % 8][1]
        for _ in range(rounds):
            os.write(writer, os.read(reader, 1))

    children = [child_of(hand_on, place) for place in range(1, 8)]
    for _ in range(rounds):
        os.write(pipes[1][1], b"x")
        os.read(pipes[0][0], 1)
    for child in children:
        os.waitpid(child, 0)
    for end in [end for ends in pipes for end in ends]:
        os.close(end)


def a_ring_of_datagrams():
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(4)]
    rounds = 1500

    def hand_on(place):
        for _ in range(rounds):
            pairs[(place + 1) % 4][0].send(pairs[place][1].recv(10))

    children = [child_of(hand_on, place) for place in range(1, 4)]
    for _ in range(rounds):
        pairs[1][0].send(b"ball")
        assert pairs[0][1].recv(10) == b"ball"
    for child in children:
        os.waitpid(child, 0)
    for one, other in pairs:
        one.close()
        other.close()


def a_slow_reader_of_much():
    reader, writer = os.pipe()

    def read_slowly():
        os.close(writer)
        while os.read(reader, 60000):
            time.sleep(NAP / 2)

    pid = child_of(read_slowly)
    os.close(reader)
    os.write(writer, bytes(150_000))
    os.close(writer)
    os.waitpid(pid, 0)


def a_thread_that_sleeps():
    reader, writer = os.pipe()

    def speak_late():
        time.sleep(NAP)
        os.write(writer, b".")

    thread = threading.Thread(target=speak_late)
    thread.start()
    os.read(reader, 1)
    thread.join()
    os.close(reader)
    os.close(writer)


def a_queue_with_a_limit():
    try:
        queue.Queue().get(timeout=NAP)
    except queue.Empty:
        return


def a_timer_thread():
    rang = threading.Event()
    timer = threading.Timer(NAP, rang.set)
    timer.start()
    rang.wait()
    timer.join()


def a_stopped_child_that_is_continued():
    def stop():
        os.kill(os.getpid(), signal.SIGSTOP)

    stopped = child_of(stop)

    def go_on():
        time.sleep(NAP)
        os.kill(stopped, signal.SIGCONT)

    waker = child_of(go_on)
    os.waitpid(stopped, 0)
    os.waitpid(waker, 0)


def a_signal_from_a_sibling():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    parent = os.getpid()

    def tell():
        time.sleep(NAP)
        os.kill(parent, signal.SIGUSR1)

    pid = child_of(tell)
    assert signal.sigwait({signal.SIGUSR1}) == signal.SIGUSR1
    os.waitpid(pid, 0)


def a_wait_for_a_signal_with_a_limit():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    assert signal.sigtimedwait({signal.SIGUSR1}, NAP) is None


def the_end_of_a_child_is_a_signal():
    reader, writer = os.pipe()
    signal.signal(signal.SIGCHLD, lambda signum, frame: os.write(writer, b"."))
    pid = child_of(time.sleep, NAP)
    assert os.read(reader, 1) == b"."
    os.waitpid(pid, 0)
    os.close(reader)
    os.close(writer)


def a_lock_on_a_file():
    with tempfile.TemporaryFile() as file:
        name = f"/proc/self/fd/{file.fileno()}" if sys.platform == "linux" else f"/dev/fd/{file.fileno()}"
        reader, writer = os.pipe()

        def hold():
            with open(name, "rb+") as mine:
                fcntl.lockf(mine, fcntl.LOCK_EX)
                os.write(writer, b".")
                time.sleep(NAP)

        pid = child_of(hold)
        os.read(reader, 1)
        fcntl.lockf(file, fcntl.LOCK_EX)
        os.waitpid(pid, 0)
        os.close(reader)
        os.close(writer)


def a_fifo_that_is_opened_late():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "fifo")
        os.mkfifo(path)

        def open_late():
            time.sleep(NAP)
            os.close(os.open(path, os.O_WRONLY))

        pid = child_of(open_late)
        with open(path, "rb") as file:
            assert file.read() == b""
        os.waitpid(pid, 0)


def a_shell_that_sleeps():
    done = subprocess.run(["sh", "-c", f"sleep {NAP}; echo late"], stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"late\n"


def a_shell_that_is_bash_by_another_name():
    """Its `read -t` ends by a timer."""
    bash = shutil.which("bash")
    if bash is None:
        return
    os.symlink(bash, "sh")
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    shell = subprocess.Popen(["./sh", "-c", f"read -t {NAP} word"], stdin=reader, close_fds=False)
    assert shell.wait() > 128
    os.close(writer)
    os.close(reader)


def a_pipeline_with_a_slow_beginning():
    done = subprocess.run(
        f"(sleep {NAP}; echo b; echo a) | sort | cat", shell=True, stdout=subprocess.PIPE, check=True
    )
    assert done.stdout == b"a\nb\n"


def an_alarm_of_the_c_library():
    signal.signal(signal.SIGALRM, lambda signum, frame: None)
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).ualarm(int(NAP * 1e6), 0)
        signal.pause()
        os._exit(0)
    os.waitpid(pid, 0)


def a_program_nobody_knows():
    """Another Python has a timer, which cannot be seen from outside."""
    code = f"import signal; signal.setitimer(signal.ITIMER_REAL, {NAP}); signal.pause()"
    pid = subprocess.Popen([sys.executable, "-S", "-E", "-c", code])
    assert pid.wait() == -signal.SIGALRM


def an_alarm_that_was_armed_before_exec():
    """The program that sleeps arms no clock itself: it was armed before exec."""
    perl = shutil.which("perl")
    if perl is None:
        return
    reader, writer = os.pipe()
    code = "use Time::HiRes 'ualarm'; ualarm(shift); exec @ARGV"
    cat = subprocess.Popen([perl, "-e", code, str(int(NAP * 1e6)), "cat"], stdin=reader)
    assert cat.wait() == -signal.SIGALRM
    os.close(writer)
    os.close(reader)


def tasks_that_sleep():
    async def nap():
        await asyncio.gather(*(asyncio.sleep(NAP) for _ in range(3)))

    asyncio.run(nap())


def a_pool_of_processes():
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.map(time.sleep, [NAP / 2] * 4)
        pool.close()
        pool.join()


def a_lock_between_processes():
    context = multiprocessing.get_context("fork")
    lock = context.Lock()
    lock.acquire()

    def let_go():
        time.sleep(NAP)
        lock.release()

    pid = child_of(let_go)
    with lock:
        os.waitpid(pid, 0)


def a_slow_server():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _ = server.accept()
            time.sleep(NAP)
            connection.sendall(b"late")

        pid = child_of(answer)
        with socket.create_connection(server.getsockname()) as client:
            assert client.recv(10) == b"late"
        os.waitpid(pid, 0)


def a_descriptor_on_its_way():
    """The only write end is in a message that nobody has received yet."""
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe()
    socket.send_fds(ours, [b"."], [writer])
    os.close(writer)

    def receive_late():
        os.close(reader)
        time.sleep(NAP)
        _, (end,), _, _ = socket.recv_fds(theirs, 1, 1)
        os.write(end, b"late")

    pid = child_of(receive_late)
    theirs.close()
    assert os.read(reader, 10) == b"late"
    os.waitpid(pid, 0)
    ours.close()
    os.close(reader)


def a_timer_of_the_kernel():
    """timerfd_create(2), which has no Python function before 3.13."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.timerfd_create(1, 0)
    times = struct.pack("qqqq", 0, 0, 0, int(NAP * 1e9))
    assert libc.timerfd_settime(fd, 0, times, None) == 0
    with selectors.DefaultSelector() as selector:
        selector.register(fd, selectors.EVENT_READ)
        selector.select()
    assert struct.unpack("Q", os.read(fd, 8)) == (1,)
    os.close(fd)


def a_timer_of_posix():
    """timer_create(2): SIGALRM by a timer of its own."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    timer = ctypes.c_void_p()
    assert libc.timer_create(1, None, ctypes.byref(timer)) == 0
    signal.signal(signal.SIGALRM, lambda signum, frame: None)
    times = struct.pack("qqqq", 0, 0, 0, int(NAP * 1e9))
    assert libc.timer_settime(timer, 0, times, None) == 0
    signal.pause()


def data_that_is_held_back():
    """The first half has come, and the reader waits for all; the kernel sends the rest 0.2 s later: tcp(7)."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        writer = socket.create_connection(server.getsockname())
        reader, _ = server.accept()
    with writer, reader:
        writer.send(b"x" * 50)
        writer.send(b"y" * 50, socket.MSG_MORE)
        assert len(reader.recv(100, socket.MSG_PEEK | socket.MSG_WAITALL)) == 100


if __name__ == "__main__":  # python 01_programs.py NAME
    globals()[sys.argv[1]]()
