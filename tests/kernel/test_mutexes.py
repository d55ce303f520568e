"""The owner of a mutex stands in its memory, where that is a mutex."""

import ctypes
import os
import sys
import threading

import pytest

from kata.facts import Call
from kata.kernel import mutexes

MINE, OTHER = 4711, 4712


@pytest.mark.parametrize(
    ("word", "named", "owner"),
    [
        (2, MINE, MINE),
        (1, MINE, 0),  # taken, and nobody waits
        (0, 0, 0),  # a semaphore
        (0, MINE, 0),
        (2, 0, 0),
        (MINE, MINE, MINE),  # robust, or with priorities
        (1 << 31 | MINE, MINE, MINE),  # and others wait
        (OTHER, MINE, 0),
    ],
)
def test_the_word_and_the_owner_must_agree(word, named, owner):
    assert mutexes.told_by(word, named) == owner


def test_memory_that_is_not_there_has_no_owner():
    assert mutexes.owner(os.getpid(), Call("futex", (8, 128, 2, 0, 0, 0))) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_a_mutex_of_the_c_library():
    libc = ctypes.CDLL(None)
    mutex = ctypes.create_string_buffer(64)
    assert libc.pthread_mutex_init(mutex, None) == 0
    assert libc.pthread_mutex_lock(mutex) == 0
    words = ctypes.cast(mutex, ctypes.POINTER(ctypes.c_int))
    words[0] = mutexes.CONTENDED  # as a second taker leaves it, who waits
    call = Call("futex", (ctypes.addressof(mutex), 128, 2, 0, 0, 0))
    assert mutexes.owner(os.getpid(), call) == threading.get_native_id()
