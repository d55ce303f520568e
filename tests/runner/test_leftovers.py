"""Leftovers of a test: what an answer has opened, and nothing that Python has."""

import mmap
import os
import subprocess
import sys

import pytest

from kata.agent import names, notes
from kata.kernel import procfs
from kata.runner import leftovers
from tests.tools.judge import ROOT


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_library_that_keeps_its_file_open_is_no_leftover(tmp_path):
    """libffi does that in some builds; a file that is mapped as data is one all the same."""
    loaded = next(m.path for m in procfs.maps(os.getpid()) if procfs.has_loaded(os.getpid(), m.path))
    data = tmp_path / "data"
    data.write_bytes(bytes(mmap.PAGESIZE))
    with (
        open(loaded, "rb") as library,
        open(data, "rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ),
    ):
        assert leftovers._is_of_a_library(library.fileno())
        assert not leftovers._is_of_a_library(file.fileno())


def test_an_end_in_the_place_of_stdin_is_a_leftover_but_no_file_of_pytest():
    before, kept, (reader, writer) = leftovers.held_now(), os.dup(0), os.pipe()
    try:
        os.dup2(reader, 0)
        assert not leftovers._is_of_pytest(0, before)
        assert leftovers._is_of_pytest(0, leftovers.held_now()), "that was there before"
        with open(os.devnull) as file:
            os.dup2(file.fileno(), 0)
        assert leftovers._is_of_pytest(0, before)
    finally:
        os.dup2(kept, 0)
        for fd in (kept, reader, writer):
            os.close(fd)


def test_a_look_at_what_is_left_leaves_nothing_open():
    """A copy of a write end would keep its reader from the end of file."""
    ends = os.pipe()
    before = leftovers.open_now()
    assert [leftovers._kind(fd, "an end") for fd in ends] == ["an end", "an end"]
    assert leftovers.open_now() == before
    for fd in ends:
        os.close(fd)


NAMES = """\
import os, sys
from kata.agent import names, notes
notes.begin(sys.argv[1])
before = os.open("/dev/shm/" + sys.argv[2], os.O_CREAT | os.O_RDWR)
names.begin()
os.close(os.open("/dev/shm/" + sys.argv[2], os.O_CREAT | os.O_RDWR))
os.ftruncate(before, 10)
os.unlink("/dev/shm/" + sys.argv[2])
try:
    open("/dev/shm/no-such-file-of-kata")
except FileNotFoundError:
    open("/dev/shm/" + sys.argv[3], "w").close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/shm")
def test_files_in_shared_memory_count_from_where_a_test_has_made_them(tmp_path):
    """Neither those that were there before, nor those that it has only looked for."""
    written, old, new = tmp_path / "notes", f"kata-old-{os.getpid()}", f"kata-new-{os.getpid()}"
    try:
        subprocess.run([sys.executable, "-c", NAMES, str(written), old, new], cwd=ROOT, check=True)
        assert [note["path"] for note in notes.read(written)] == [f"/dev/shm/{new}"]
        assert names.is_there(names.MEMORY_FILE, f"/dev/shm/{new}")
    finally:
        leftovers.remove_memory_files(tmp_path)
    assert not names.is_there(names.MEMORY_FILE, f"/dev/shm/{new}")
    assert not names.is_there(names.SOCKET_FILE, "no\0name")
