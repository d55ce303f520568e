"""Ways to do the same, as answers do: each function does one thing, and its test says what must be heard of it."""

import contextlib
import ctypes
import fcntl
import multiprocessing
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time


def nothing():
    return [1, 2, 3]


def forks(message):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.write(writer, message)
        os._exit(3)
    os.close(writer)
    with open(reader, "rb") as data:
        came = data.read()
    os.waitpid(child, 0)
    return came


def writes_and_does_not_read(message):
    reader, writer = os.pipe()
    os.write(writer, message)
    os.read(reader, 0)
    os.close(reader)
    os.close(writer)
    return message


def writes_in_a_buffer_and_reads_into_it(message):
    reader, writer = os.pipe()
    buffer = bytearray(message)
    os.write(writer, buffer)
    os.readv(reader, [buffer])
    os.close(reader)
    os.close(writer)
    return bytes(buffer)


def forks_and_writes_itself(message):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(3)
    os.write(writer, message)
    os.close(writer)
    with open(reader, "rb") as data:
        came = data.read()
    os.waitpid(child, 0)
    return came


def runs_a_program():
    return subprocess.run(["true"]).returncode


def spawns_a_program():
    return os.waitpid(os.posix_spawnp("true", ["true"], os.environ), 0)[1]


def a_process_of_multiprocessing():
    process = multiprocessing.get_context("fork").Process(target=sys.exit, args=(4,))
    process.start()
    process.join()
    return process.exitcode


def forks_with_libc():
    libc = ctypes.CDLL(None)
    child = libc.fork()
    if child == 0:
        libc._exit(5)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def grandchildren():
    child = os.fork()
    if child == 0:
        grandchild = os.fork()
        if grandchild == 0:
            os._exit(1)
        os.waitpid(grandchild, 0)
        os._exit(2)
    os.waitpid(child, 0)


def a_thread(message):
    reader, writer = os.pipe()
    thread = threading.Thread(target=os.write, args=(writer, message))
    thread.start()
    thread.join()
    os.close(writer)
    with open(reader, "rb") as data:
        return data.read()


def kills_its_child():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    os.close(reader)
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    os.close(writer)


def makes_sockets():
    for end in socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM):
        end.close()
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()


def a_bigger_pipe():
    reader, writer = os.pipe()
    fcntl.fcntl(writer, 1031, 1 << 20)
    os.close(reader)
    os.close(writer)


def naps():
    time.sleep(0.001)


def looks_after_its_child():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    os.close(reader)
    os.waitpid(child, os.WNOHANG)
    os.close(writer)
    os.waitid(os.P_PID, child, os.WEXITED)


def first_line(lines):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with contextlib.suppress(BrokenPipeError):
            for line in lines:
                os.write(writer, line)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, 4096)
    os.close(reader)
    os.waitpid(child, 0)
    return line


def waits_for_its_child():
    child = os.fork()
    if child == 0:
        os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def hardly_waits():
    child = os.fork()
    if child == 0:
        os._exit(7)
    time.sleep(0.1)
    pid, status = os.waitpid(child, os.WNOHANG)
    if pid == 0:
        os.waitpid(child, 0)
        return None
    return os.waitstatus_to_exitcode(status)


def group_of_a_child(both):
    """Whether a child leads a group, asked at once; both: whether its parent makes it one, too."""
    child = os.fork()
    if child == 0:
        os.setpgid(os.getpid(), 0)
        os._exit(0)
    if both:
        os.setpgid(child, child)
    is_leader = os.getpgid(child) == child
    os.waitpid(child, 0)
    return is_leader


def moves_its_program():
    """Whether a child could be moved into a group: only before it becomes a program."""
    until, ends = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(until, 0)
        os.execvp("cat", ["cat"])
    try:
        os.setpgid(child, child)
    except PermissionError:
        moved = False
    else:
        moved = True
    os.close(ends)
    os.close(until)
    os.waitpid(child, 0)
    return moved


def naps_until_its_child_has_exited():
    child = os.fork()
    if child == 0:
        os._exit(7)
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        time.sleep(0.01)


def spins_until_its_child_has_exited():
    child = os.fork()
    if child == 0:
        os._exit(7)
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        pass


def waits_for_a_program_with_a_limit():
    return subprocess.Popen(["sleep", "0.01"]).wait(timeout=30)


def looks_for_programs_in_threads():
    """Threads that start programs, none of which is there, and one that counts: all want Python's one lock."""
    found = []

    def look():
        try:
            os.posix_spawn("./no-such-program", ["no-such-program"], {})
        except FileNotFoundError:
            found.append(127)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(2_000_000):
        pass
    for thread in threads:
        thread.join()
    return found


def joins_with_a_limit():
    process = multiprocessing.get_context("fork").Process(target=sys.exit, args=(4,))
    process.start()
    process.join(3)
    return process.exitcode


def is_told_by_a_signal():
    gone = threading.Event()

    def reap(signum, frame):
        os.waitpid(-1, os.WNOHANG)
        gone.set()

    signal.signal(signal.SIGCHLD, reap)
    if os.fork() == 0:
        os._exit(7)
    gone.wait()


def after_its_child():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"c")
        os._exit(0)
    os.waitpid(child, 0)
    os.write(writer, b"p")
    os.close(writer)
    with open(reader, "rb") as data:
        return data.read()


def receive(sock):
    return sock.recv(100)


def receive_with_libc(sock):
    libc = ctypes.CDLL(None)
    buffer = ctypes.create_string_buffer(100)
    count = libc.read(sock.fileno(), buffer, 100)
    return buffer.raw[:count] if count >= 0 else None


def receive_in_a_thread(sock):
    got = []
    thread = threading.Thread(target=lambda: got.append(sock.recv(100)))
    thread.start()
    thread.join()
    return got[0]


def receive_after_much_work(sock):
    end = time.thread_time() + 1.2
    while time.thread_time() < end:
        with open(__file__, "rb") as file:
            compile(file.read(), __file__, "exec")
    return sock.recv(100)


def receive_for_three_seconds(sock):
    signal.signal(signal.SIGALRM, lambda signum, frame: 1 // 0)
    signal.alarm(3)
    try:
        return sock.recv(100)
    finally:
        signal.alarm(0)


def receive_with_a_limit_in_the_kernel(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 3, 0))
    return sock.recv(100)


def receive_spinning(sock):
    sock.setblocking(False)
    while True:
        try:
            return sock.recv(100)
        except BlockingIOError:
            continue


def receive_spinning_at_first(sock):
    first = receive_spinning(sock)
    sock.setblocking(True)
    return first + sock.recv(100)


def receive_bytes(sock):
    while sock.recv(1) != b"\n":
        continue
    return sock.recv(100)


def receive_bytes_that_are_there(sock):
    byte = b""
    while byte != b"\n":
        select.select([sock], [], [])
        byte = sock.recv(1, socket.MSG_DONTWAIT)
    return sock.recv(100)


def receive_leaving_all(sock):
    while not sock.recv(1000, socket.MSG_PEEK).endswith(b"late"):
        continue
    return sock.recv(1000)


def receive_spinning_on_files(sock):
    while not select.select([sock], [], [], 0)[0]:
        with open("/proc/self/status") as file:
            file.read()
    return sock.recv(100)


def receive_napping(sock):
    while True:
        try:
            return sock.recv(100, socket.MSG_DONTWAIT)
        except BlockingIOError:
            time.sleep(0.01)


def receive_within(sock, seconds):
    sock.settimeout(seconds)
    return sock.recv(100)


def receive_in_slices(sock, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([sock], [], [], 0.3)[0]:
            return sock.recv(100)


def receive_until_an_alarm(sock, seconds):
    signal.signal(signal.SIGALRM, lambda signum, frame: 1 // 0)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    received = sock.recv(100)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return received


def receive_after(sock, seconds):
    time.sleep(seconds)
    return sock.recv(100)


def receive_looking(sock, seconds):
    """Look for as long, but on a core: by the clock, a busy machine might let it look for a moment only."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        if select.select([sock], [], [], 0)[0]:
            return sock.recv(100)


def receive_at_once(sock):
    return b""


def say(sock):
    sock.send(b"said by the answer")


def tries_to_write(fd):
    try:
        os.write(fd, b"?")
    except OSError as error:
        return error.errno
    return 0


def waits_for(number):
    """Wait for a signal twice: by a handler and pause, and blocked."""
    before = signal.signal(number, lambda number, frame: None)
    signal.pause()
    signal.signal(number, before)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    signal.sigwait({number})
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def starts_a_program_and_waits(reader):
    child = os.fork()
    if child == 0:
        os.dup2(reader, 0)
        os.execvp("cat", ["cat"])
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def meets_itself(family, address):
    """Listen, connect and accept."""
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen(7)
    caller = socket.socket(family)
    caller.connect(listener.getsockname())
    conn, _ = listener.accept()
    for each in (listener, caller, conn):
        each.close()


def counts_in_threads(locked, times=40):
    """Let two threads count together; return how far they got."""
    counted = [0]
    lock = threading.Lock() if locked else contextlib.nullcontext()

    def count():
        for _ in range(times):
            with lock:
                number = counted[0]
                counted[0] = number + 1

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counted[0]


def makes_a_pipe():
    for fd in os.pipe():
        os.close(fd)


def sets_and_asks(first, then):
    """Set an option before and behind bind; ask for another one, and for the type."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, first, 1)
        sock.bind("")
        sock.setsockopt(socket.SOL_SOCKET, first, 0)
        sock.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("4i", 1, 0, 0, 0)
        )  # as long as a time
        kinds = sock.getsockopt(socket.SOL_SOCKET, then), sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE)
        return kinds[0], kinds[1] - sock.type
