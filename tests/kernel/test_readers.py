"""Who could still read from a pipe."""

import os
import sys

import pytest

from kata.kernel.readers import has_reader
from tests.tools.children import asleep

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_a_pipe_has_a_reader_as_long_as_somebody_has_a_read_end():
    reader, writer = os.pipe()
    inode = os.fstat(writer).st_ino
    assert has_reader([os.getpid()], inode)
    with asleep() as child:
        os.close(reader)
        assert not has_reader([os.getpid()], inode), "a write end reads nothing"
        assert has_reader([os.getpid(), child], inode), "the child has its copy"
    assert not has_reader([os.getpid(), child], inode), "it has gone"
    os.close(writer)
