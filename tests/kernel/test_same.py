"""Whether two numbers mean the same thing: the kernel says so where inodes do not."""

import os
import select
import sys
import threading

import pytest

from kata.kernel import same

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kcmp(2)")


def test_a_number_of_epoll_that_is_another_thing_of_the_same_kind_by_now():
    reader, writer = os.pipe()
    copy = os.dup(reader)
    with select.epoll() as epoll:
        epoll.register(reader, select.EPOLLIN)
        if same.is_member(os.getpid(), epoll.fileno(), reader, 0) is None:
            pytest.skip("this kernel does not say")
        assert same.is_member(os.getpid(), epoll.fileno(), reader, 0)
        os.dup2(writer, reader)
        assert same.is_member(os.getpid(), epoll.fileno(), reader, 0) is False
        os.close(reader)
        assert same.is_member(os.getpid(), epoll.fileno(), reader, 0) is False
    os.close(copy)
    os.close(writer)


def test_threads_share_their_descriptors_and_processes_do_not():
    if same.shares_descriptors(os.getpid(), os.getpid()) is None:
        pytest.skip("this kernel does not say")
    found = []
    thread = threading.Thread(
        target=lambda: found.append(same.shares_descriptors(os.getpid(), threading.get_native_id()))
    )
    thread.start()
    thread.join()
    assert found == [True]
    assert same.shares_descriptors(os.getpid(), os.getppid()) is not True


def test_one_pipe_under_two_numbers():
    (reader, writer), pid = os.pipe(), os.getpid()
    copy = os.dup(reader)
    if same.is_one(pid, reader, pid, copy) is None:
        pytest.skip("this kernel does not say")
    assert same.is_one(pid, reader, pid, copy)
    assert same.is_one(pid, reader, pid, writer) is False
    for fd in (reader, writer, copy):
        os.close(fd)
