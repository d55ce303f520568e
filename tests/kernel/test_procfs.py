"""What is read of /proc is right whatever processes and files are called."""

import ctypes
import mmap
import os
import sys
import tempfile

import pytest

from kata.kernel import proc, procfs
from tests.tools.children import asleep

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

PR_SET_NAME = 15  # prctl(2)


@pytest.fixture(params=[b"half a letter \xc3", b") Z 1 (", b"\nState:\tZ", b"\x85\x0c\xe2\x80\xa8"])
def sleeper(request):
    """A process of this name that sleeps."""
    with asleep(lambda: ctypes.CDLL(None).prctl(PR_SET_NAME, request.param, 0, 0, 0)) as child:
        yield child


def test_a_process_may_have_any_name(sleeper):
    passes = proc.asleep([sleeper])
    assert passes[0][2] == "S"
    assert procfs.status(sleeper, "State", "PPid") == ["S (sleeping)", str(os.getpid())]
    (process,) = proc.snapshot(passes).processes
    assert (process.pid, process.parent) == (sleeper, os.getpid())
    process.image.encode()  # it can be shown


def test_a_line_that_is_not_there_is_empty_and_a_process_that_is_not_there_is_gone(sleeper):
    assert procfs.status(sleeper, "Stat", "te", "Tgid") == ["", "", str(sleeper)]
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    for look in (procfs.stat, procfs.status, procfs.threads, lambda pid: list(procfs.maps(pid))):
        with pytest.raises(procfs.GONE):
            look(pid)


def test_what_is_mapped_is_found_by_its_address():
    with tempfile.TemporaryDirectory() as folder:
        name = os.fsencode(folder) + b"/a name (deleted) of no letters \x85\xff"
        fd = os.open(name, os.O_RDWR | os.O_CREAT)
        os.truncate(fd, 4096)
        with mmap.mmap(fd, 4096) as shared:
            address = ctypes.addressof(ctypes.c_char.from_buffer(shared))
            (found,) = [each for each in procfs.maps(os.getpid()) if each.low <= address < each.high]
            assert (found.shared, found.inode) == (True, str(os.fstat(fd).st_ino))
            assert found.path.startswith(folder)
        os.close(fd)
