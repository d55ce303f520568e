import os
import signal


def write_at_once(process, writer, data):
    """Let data and the signal come together: the answer is stopped until both are there."""
    with process.stopped():
        os.write(writer, data)
        process.send(signal.SIGUSR1)


def test_bytes_that_come_are_returned(answer, peer_once_asleep):
    reader, writer = os.pipe()
    for sent in (b"hello", b"!"):
        with peer_once_asleep(os.write, writer, sent):
            data = answer.read_unless(reader)
        assert data == sent
    os.close(reader)
    os.close(writer)


def test_the_signal_ends_the_wait(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(process.send, signal.SIGUSR1):
        data = answer.read_unless(reader)
    assert data is None, f"SIGUSR1 came, and nothing else, and read_unless returned {data!r}"
    os.close(reader)
    os.close(writer)


def test_the_end_of_file_is_no_signal(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        data = answer.read_unless(reader)
    assert data == b"", f"the write end was closed, no signal came, and read_unless returned {data!r}"
    os.close(reader)


def test_bytes_that_are_there_need_no_wait(answer, still_waits):
    reader, writer = os.pipe()
    os.write(writer, b"a" * 150)
    assert answer.read_unless(reader) == b"a" * 100
    assert answer.read_unless(reader) == b"a" * 50
    still_waits(reader)
    os.close(reader)
    os.close(writer)


def test_no_byte_is_lost_where_both_come(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(write_at_once, process, writer, b"hello"):
        data = answer.read_unless(reader)
    os.close(writer)
    left = os.read(reader, 100)
    assert (data or b"") + left == b"hello", (
        f"bytes and signal came together: read_unless returned {data!r}, and {left!r} is left in the pipe"
    )
    os.close(reader)


def test_the_read_end_waits_as_before(answer, process, peer_once_asleep, still_waits):
    reader, writer = os.pipe()
    with peer_once_asleep(process.send, signal.SIGUSR1):
        answer.read_unless(reader)
    still_waits(reader)
    os.close(reader)
    os.close(writer)


def test_afterwards_sigusr1_is_what_it_was(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(process.send, signal.SIGUSR1):
        answer.read_unless(reader)
    for what, is_so in (
        ("calls your handler", process.catches),
        ("is ignored", process.ignores),
        ("is blocked", process.blocks),
    ):
        assert not is_so(signal.SIGUSR1), f"read_unless came back, and SIGUSR1 still {what}"
    os.close(reader)
    os.close(writer)
