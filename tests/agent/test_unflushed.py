"""How much is written and not flushed, as a watched process counts it in itself."""

import os

import pytest

from kata.agent.unflushed import files, pending
from tests.tools.children import in_a_child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="os.fork")


def counted(write):
    """What a child counts by itself that has made a pipe and written to it; and what the pipe has got by then."""

    def child():
        reader, writer = os.pipe()
        kept = write(writer)
        found = [count for fd, count in pending(files()) if fd == writer]
        os.set_blocking(reader, False)
        try:
            arrived = len(os.read(reader, 100_000))
        except BlockingIOError:
            arrived = 0
        return [found, arrived, os.fstat(writer).st_ino == os.fstat(reader).st_ino, len(kept)]

    return in_a_child(child)


def test_text_and_bytes_in_a_buffer_are_counted_and_do_not_arrive():
    def write(fd):
        text, data = open(fd, "w", closefd=False), open(fd, "wb", closefd=False)  # noqa: SIM115 - they stay open
        text.write("five\n")
        data.write(b"1234567")
        return [text, data]

    assert counted(write) == [[12], 0, True, 2]


def test_what_was_flushed_is_not_pending():
    def write(fd):
        file = open(fd, "w", closefd=False)  # noqa: SIM115 - it stays open
        file.write("five\n")
        file.flush()
        return [file]

    assert counted(write) == [[], 5, True, 1]


def test_a_file_is_nobodys_wait():
    def child():
        with open("/dev/null", "w") as file:
            file.write("five")
            return [fd for fd, _ in pending(files()) if fd == file.fileno()]

    assert in_a_child(child) == []
