"""The code that has made a call is found on the stack: Python takes up its own calls again, and no others."""

import ctypes
import os
import select
import signal
import sys

import pytest

from kata.kernel import callers, proc

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

EPOLLS = tuple(f"{number} " for number in (22, 232, 281))  # epoll_wait and epoll_pwait, by the machine


def by_python():
    select.epoll().poll()


def by_ctypes():
    events = ctypes.create_string_buffer(64)
    epoll = select.epoll()
    ctypes.CDLL(None).epoll_wait(epoll.fileno(), events, 1, -1)


def by_python_after_ctypes():
    ctypes.CDLL(None).getpid()
    select.epoll().poll()


@pytest.mark.parametrize(
    ("function", "resumes"), [(by_python, True), (by_ctypes, False), (by_python_after_ctypes, True)]
)
def test_who_has_called_epoll(function, resumes):
    child = os.fork()
    if child == 0:
        try:
            function()
        finally:
            os._exit(1)
    while not (passes := proc.asleep([child])) or not passes[0][3].startswith(EPOLLS):
        assert not passes or passes[0][2] != "Z"
    try:
        assert callers.resumes(child, child, passes[0][3]) is resumes
        assert not callers.resumes(child, child, "232 0x5 0x0 0x40 0x0 0x0 0x0 0x10 0x7f01e6326ef3"), (
            "no stack"
        )
        assert not callers.resumes(child, child, "running")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
