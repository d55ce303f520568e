"""The process of an answer, as its test sees it from outside."""

import os
import select
import subprocess
import sys
import threading

import pytest

from kata.runner.running import Running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")


def test_threads_are_counted():
    before = Running(os.getpid()).threads()
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    assert Running(os.getpid()).threads() == before + 1
    over.set()
    thread.join()


@pytest.mark.parametrize(
    ("events", "expected"), [(select.EPOLLIN, False), (select.EPOLLIN | select.EPOLLET, True)]
)
def test_an_epoll_that_watches_by_edges(events, expected):
    reader, writer = os.pipe()
    with select.epoll() as epoll:
        assert not Running(os.getpid()).watches_edges()
        epoll.register(reader, events)
        assert Running(os.getpid()).watches_edges() == expected
    os.close(reader)
    os.close(writer)


@pytest.mark.parametrize(
    ("wait", "expected"),
    [
        ("select.select([0], [], [], 60.5)", 60.5),
        ("select.poll().poll(60500)", 60.5),
        ("select.epoll().poll(60.5)", 60.5),
        ("select.select([0], [], [])", None),
        ("os.read(0, 1)", None),
    ],
)
def test_the_time_limit_of_its_wait(wait, expected):
    program = f"import os, select; print(flush=True); {wait}"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as waiting:
        waiting.stdout.readline()
        limit = Running(waiting.pid).time_limit()
        waiting.kill()
    assert limit == expected
