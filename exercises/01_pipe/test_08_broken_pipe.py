import fcntl
import os
import struct
import termios

import pytest

LINE = b"Another one bites the dust\n"


def nearly_full():
    """A pipe that holds some ten lines more, not thousands."""
    reader, writer = os.pipe()
    if hasattr(fcntl, "F_GETPIPE_SZ"):
        os.write(writer, bytes(fcntl.fcntl(writer, fcntl.F_GETPIPE_SZ) - 300))
    return reader, writer


def held_by(reader):
    """How many bytes are in a pipe."""
    return struct.unpack("i", fcntl.ioctl(reader, termios.FIONREAD, bytes(4)))[0]


def test_without_a_reader_nothing_is_written(answer, evidence):
    reader, writer = os.pipe()
    inode = os.fstat(writer).st_ino
    os.close(reader)
    assert answer.write_until_it_breaks(writer) == 0
    evidence(
        lambda did: did.written("pipe", inode=inode),
        "write_until_it_breaks returned 0, but it has not tried to write: only that shows that no reader is left.",
    )


def test_the_child_notices_that_its_reader_has_gone(answer, evidence, hold):
    hold("read")
    hold("exit")
    line = answer.first_line_of_many()
    assert line == LINE, (
        f"the first line is {len(LINE)} bytes, first_line_of_many returned {len(line)}: {line[:60]}"
    )
    evidence(
        lambda did: did.forks, "The line came back, but no process was made: it was to come from a child."
    )
    evidence(
        lambda did: did.passed(by=did.children) >= len(LINE),
        "The line came back, but the child did not write it, or nobody read it from the child.",
    )
    evidence(
        lambda did: did.said(LINE, by=did.children),
        "The line came back, but the child has written something else.",
    )
    evidence(
        lambda did: did.story("read", "exit")[:1] == ["parent reads"],
        "The child exited before anything was read: it was to write until its reader leaves.",
    )
    evidence(lambda did: not did.killed, "The child was killed: it was to end because its pipe breaks.")
    evidence(
        lambda did: not did.unbroken.intersection(did.children),
        "The child exited although somebody could still read what it writes: it was to write until its pipe breaks.",
    )
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_the_line_that_came_is_returned(answer, changed):
    is_made_up = changed(b"Another one bites the dust", b"aNOTHER ONE BITES THE DUST")
    line = answer.first_line_of_many()
    assert not is_made_up(line), (
        f"the line was changed on its way, to 'aNOTHER ONE BITES THE DUST', and first_line_of_many returned {line}: "
        "it was to return what it has read"
    )


def test_the_lines_that_went_in_are_counted(answer, peer_once_asleep):
    reader, writer = nearly_full()
    told, tells = os.pipe()
    before = held_by(reader)
    with peer_once_asleep(lambda: os.write(tells, b"%d" % held_by(reader))):
        os.close(reader)
        written = answer.write_until_it_breaks(writer)
    lines = (int(os.read(told, 100)) - before) // len(LINE)
    os.close(told)
    os.close(tells)
    assert written == lines, f"{lines} lines went in, and write_until_it_breaks returned {written}"


@pytest.mark.skipif(not hasattr(os, "pipe2"), reason="this system has no pipe that keeps writes apart")
def test_each_line_is_one_write(answer, peer):
    reader, writer = os.pipe2(os.O_DIRECT)  # a read gets what one write has written: pipe(2)

    def read_three_writes():
        os.close(writer)
        for _ in range(3):
            assert os.read(reader, 4096) == LINE

    child = peer(read_three_writes)
    os.close(reader)
    written = answer.write_until_it_breaks(writer)
    assert child.wait() == 0, "the peer did not get three whole lines, each with a write of its own"
    assert written >= 3, f"three lines were read, and write_until_it_breaks returned {written}"


def test_it_writes_for_as_long_as_somebody_reads(answer, peer):
    reader, writer = os.pipe()

    def read_for_long():
        os.close(writer)
        came = 0
        while came < 100_000 * len(LINE):
            piece = os.read(reader, 4096)
            assert piece
            came += len(piece)

    child = peer(read_for_long)
    os.close(reader)
    written = answer.write_until_it_breaks(writer)
    assert child.wait() == 0, "the peer was to get 100000 lines, and the end came before"
    assert written >= 100_000, f"100000 lines were read, and write_until_it_breaks returned {written}"
