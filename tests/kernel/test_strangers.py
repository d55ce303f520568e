"""Locks, memory and descriptors of other processes, as /proc has them."""

import ctypes
import fcntl
import mmap
import os
import select
import signal
import socket
import sys
import tempfile

import pytest

from kata.facts import Call, Descriptor, Memory, Process, Snapshot, Thread
from kata.kernel import locks, shared_memory, strangers
from kata.kernel.descriptors import descriptors

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

LOCKS = """\
1: FLOCK  ADVISORY  WRITE 10 00:15:7 0 EOF
1: -> FLOCK  ADVISORY  WRITE 11 00:15:7 0 EOF
1:  -> FLOCK  ADVISORY  WRITE 12 00:15:7 0 EOF
2: POSIX  ADVISORY  READ  13 00:15:8 0 9
3: OFDLCK ADVISORY  READ  -1 00:15:8 0 9
4: OFDLCK ADVISORY  READ  -1 00:15:8 0 9
4: -> OFDLCK ADVISORY  WRITE -1 00:15:8 0 9
"""


def test_the_lock_that_keeps_a_process_waiting():
    known = locks.lines(LOCKS)
    assert locks.blocker(known, 11, 7) == "FLOCK ADVISORY WRITE 10 00:15:7 0 EOF"
    assert locks.blocker(known, 12, 7) == "", "it waits behind another that waits"
    assert locks.blocker(known, 13, 7) == ""
    assert locks.blocker(known, 11, 8) == "", "two locks have the same words"
    assert locks.takers(known, {8, 9}) == {8: (13, -1, -1)}


def test_a_lock_has_the_same_words_where_it_is_held():
    with tempfile.TemporaryFile() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        fcntl.lockf(file, fcntl.LOCK_EX)
        (own,) = [d for d in descriptors("self") if d.fd == file.fileno()]
        assert [words.split()[0] for words in own.locks] == ["FLOCK", "POSIX"] or len(own.locks) == 2
        assert set(own.locks) <= {words for _, words in locks.read()}


def address_of(memory):
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def test_memory_that_others_can_have():
    anonymous, private = mmap.mmap(-1, 4096), mmap.mmap(-1, 4096, mmap.MAP_PRIVATE)
    by_fork = shared_memory.at(os.getpid(), address_of(anonymous))
    assert (by_fork.named, by_fork.known_by_name, by_fork.by_fork) == (False, False, True)
    assert (by_fork.device, by_fork.inode) in shared_memory.mapped(os.getpid()), (
        "others may open it through /proc"
    )
    assert shared_memory.at(os.getpid(), address_of(private)) is None
    with tempfile.NamedTemporaryFile(dir="/dev/shm") as file:
        file.truncate(4096)
        memory = mmap.mmap(file.fileno(), 4096)
        found = shared_memory.at(os.getpid(), address_of(memory))
        assert found == Memory(found.device, os.fstat(file.fileno()).st_ino, named=True)
        other = f"{file.name}-other"
        os.link(file.name, other)
        file.close()
        assert shared_memory.at(os.getpid(), address_of(memory)).named, "it is called deleted, and has a link"
        os.unlink(other)
        assert not shared_memory.at(os.getpid(), address_of(memory)).named
        assert (found.device, found.inode) in shared_memory.mapped(os.getpid())


def test_memory_that_has_no_name_but_a_descriptor():
    fd = os.memfd_create("memory")
    os.truncate(fd, 4096)
    memory = mmap.mmap(fd, 4096)
    found = shared_memory.at(os.getpid(), address_of(memory))
    assert (found.named, found.known_by_name) == (False, False)
    os.close(fd)


def test_who_else_holds_an_end(tmp_path):
    reader, writer = os.pipe()
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    named = os.open(fifo, os.O_RDWR)
    event = ctypes.CDLL(None).eventfd(0, 0)
    known = {d.fd: (d.kind, d.inode) for d in descriptors("self")}
    wanted = {known[fd] for fd in (reader, named, event)}
    child = os.fork()
    if child == 0:
        os.read(reader, 1)
        os._exit(0)
    held = set(strangers.held(child, {known[named][1]}))
    assert wanted <= held
    ends = [
        Descriptor(fd, kind, inode) for fd, (kind, inode) in known.items() if fd in (reader, named, event)
    ]
    tree = Snapshot((Process(os.getpid(), 1, None, (Thread(1, "S", None),), tuple(ends)),), {})
    assert wanted <= strangers.outside(tree).holds
    os.write(writer, b".")
    os.waitpid(child, 0)
    assert not wanted & strangers.outside(tree).holds
    for fd in (reader, writer, named, event):
        os.close(fd)


def test_a_holder_outside_the_tree_is_found_by_what_is_waited_for():
    reader, writer = os.pipe()
    other, beside = os.pipe()
    stranger = os.fork()
    if stranger == 0:
        os.close(reader)
        os.close(other)
        os.close(beside)
        signal.pause()
        os._exit(0)
    os.close(writer)

    def waiting(fd):
        """As if a process of the tree, which is this one, read from a descriptor."""
        thread = Thread(1, "S", Call("read", (fd,), fd))
        process = Process(os.getpid(), 1, None, (thread,), descriptors("self"))
        return strangers.holders(Snapshot((process,), {}))

    try:
        assert waiting(reader) == [stranger]
        assert waiting(other) == []
    finally:
        os.kill(stranger, signal.SIGKILL)
        os.waitpid(stranger, 0)
        for fd in (reader, other, beside):
            os.close(fd)


def test_a_lock_that_is_only_read_is_one_of_the_file():
    """The kernel tells such locks apart by the file, even where the mapping is private: futex(2)."""
    with tempfile.TemporaryFile() as file:
        file.truncate(4096)
        written = mmap.mmap(file.fileno(), 4096, mmap.MAP_PRIVATE)
        assert shared_memory.at(os.getpid(), address_of(written)) is None
        libc = ctypes.CDLL(None)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *(ctypes.c_int,) * 3, ctypes.c_long)
        address = libc.mmap(None, 4096, mmap.PROT_READ, mmap.MAP_PRIVATE, file.fileno(), 0)
        found = shared_memory.at(os.getpid(), address)
        libc.munmap(ctypes.c_void_p(address), ctypes.c_size_t(4096))
        assert found is not None
        assert found.inode == os.fstat(file.fileno()).st_ino


def below_here(work):
    """A stranger that has done some work with copies of the descriptors of this process, and stays."""
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        work()
        os.write(told, b".")
        signal.pause()
        os._exit(0)
    os.read(ready, 1)
    os.close(ready)
    os.close(told)
    return child


def end(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("is_sent", [True, False])
def test_descriptors_in_messages_outside(is_sent):
    one, other = socket.socketpair()
    child = below_here(lambda: is_sent and socket.send_fds(one, [b"."], [0]))
    try:
        folder = f"/proc/{child}"
        opened = (folder, other.fileno(), os.readlink(f"{folder}/fd/{other.fileno()}"))
        assert strangers._carries(opened) == is_sent
        assert not strangers._carries((folder, 0, os.readlink(f"{folder}/fd/0")))
        assert strangers.outside(Snapshot((), {})).in_flight or not is_sent
    finally:
        end(child)
        one.close()
        other.close()


@pytest.mark.parametrize("may_be_asked", [True, False])
def test_an_epoll_that_somebody_outside_has_as_well(may_be_asked, monkeypatch):
    if not may_be_asked:
        monkeypatch.setattr(strangers.same, "is_one", lambda *_: None)
    reader, writer = os.pipe()
    with select.epoll() as shared, select.epoll() as own:
        shared.register(reader, select.EPOLLIN)
        child = below_here(lambda: os.close(own.fileno()))
        own.register(writer, select.EPOLLOUT)
        try:
            folder = f"/proc/{child}"
            opened = (folder, shared.fileno(), os.readlink(f"{folder}/fd/{shared.fileno()}"))
            assert strangers._is_epoll(opened, os.getpid(), shared.fileno())
            assert not strangers._is_epoll(opened, os.getpid(), own.fileno())
        finally:
            end(child)
    os.close(reader)
    os.close(writer)


def test_memory_that_is_not_mapped_any_more_may_be_anybodys():
    assert shared_memory.at(os.getpid(), 8).named


def test_a_file_whose_path_is_longer_than_a_page_hides_nothing(tmp_path):
    """The kernel does not tell such a path; whoever has it open holds other things as well."""
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("f" * 250, dir_fd=at)
        below = os.open("f" * 250, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    deep = os.fstat(at).st_ino
    with pytest.raises(OSError, match="too long"):
        os.readlink(f"/proc/self/fd/{at}")
    reader, writer = os.pipe()
    held = set(strangers.held(os.getpid(), {deep}))
    assert {("file", deep), ("pipe", os.fstat(reader).st_ino)} <= held
    for fd in (at, reader, writer):
        os.close(fd)
