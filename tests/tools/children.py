"""Start children of a test: one that sleeps, one that answers, one without privileges."""

import contextlib
import ctypes
import json
import os
import signal
import time
import traceback

from kata.kernel import proc

PR_SET_DUMPABLE = 4  # prctl(2): a process that has changed its user may not be looked at otherwise


@contextlib.contextmanager
def asleep(function=lambda: None):
    """Start a child that calls the function and then sleeps; return its pid."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            function()
            os.write(writer, b".")
            while True:
                signal.pause()
        finally:
            os._exit(1)
    os.close(writer)
    try:
        assert os.read(reader, 1) == b"."
        while proc.asleep([child]) is None:
            time.sleep(0.001)
        yield child
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def for_ever(*arguments, **keywords):
    while True:
        with contextlib.suppress(Exception):
            sum(range(100))


def in_a_child(function):
    """The result of the function in a process of its own, passed on as JSON."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, json.dumps(function()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader) as file:
        told = file.read()
    os.waitpid(child, 0)
    return json.loads(told)


def as_nobody(function):
    """Whether the function returns true in a process without privileges."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
            status = 0 if function() else 1
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0
