import errno
import os

EBADF, EPIPE = errno.EBADF, errno.EPIPE


def test_the_write_end_takes_a_byte(answer, still_waits):
    reader, writer = os.pipe()
    assert answer.try_to_write(writer) == 0
    still_waits(writer)
    os.close(writer)
    assert os.read(reader, 100) == b"?", "try_to_write was to put one byte into the pipe: b'?'"
    os.close(reader)


def test_the_read_end_takes_nothing(answer, evidence):
    reader, writer = os.pipe()
    inode = os.fstat(reader).st_ino
    number = answer.try_to_write(reader)
    assert number == EBADF, f"try_to_write(read end) returned {number!r}, but the kernel says {EBADF} (EBADF)"
    os.write(writer, b"still open")
    assert os.read(reader, 100) == b"still open"
    os.close(reader)
    os.close(writer)
    evidence(
        lambda did: did.written("pipe", inode=inode),
        f"try_to_write returned {number}, but it has not tried to write: the number was to come from the kernel.",
    )


def test_there_are_other_errors_than_this_one(answer):
    reader, writer = os.pipe()
    os.close(reader)
    number = answer.try_to_write(writer)
    assert number == EPIPE, (
        f"nobody can read this pipe: try_to_write(write end) returned {number!r}, "
        f"but the kernel says {EPIPE} (EPIPE)"
    )
    os.close(writer)


def test_the_number_of_a_write_is_that_of_the_kernel(answer, failing):
    reader, writer = os.pipe()
    told = failing(writer, errno.EOVERFLOW)
    number = answer.try_to_write(writer)
    assert number == told(), (
        f"the kernel said {told()}, and try_to_write returned {number!r}: the number was to be the kernel's"
    )
    os.close(reader)
    os.close(writer)


def test_the_read_end_gives_a_byte(answer, still_waits):
    reader, writer = os.pipe()
    os.write(writer, b"ab")
    assert answer.try_to_read(reader) == 0
    still_waits(reader)
    assert os.read(reader, 100) == b"b", "try_to_read was to take one byte out of the pipe, and no more"
    os.close(reader)
    os.close(writer)


def test_the_read_end_gives_a_byte_that_comes_late(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.write, writer, b"a", limited=False):
        number = answer.try_to_read(reader)
    assert number == 0, f"a byte came while try_to_read waited, and it returned {number!r}"
    os.close(reader)
    os.close(writer)


def test_the_write_end_gives_nothing(answer, evidence):
    reader, writer = os.pipe()
    inode = os.fstat(writer).st_ino
    number = answer.try_to_read(writer)
    assert number == EBADF, f"try_to_read(write end) returned {number!r}, but the kernel says {EBADF} (EBADF)"
    os.write(writer, b"still open")
    assert os.read(reader, 100) == b"still open"
    os.close(reader)
    os.close(writer)
    evidence(
        lambda did: did.reads("pipe", inode=inode),
        f"try_to_read returned {number}, but it has not tried to read: the number was to come from the kernel.",
    )


def test_the_number_of_a_read_is_that_of_the_kernel(answer, failing):
    reader, writer = os.pipe()
    os.write(writer, b"a")
    told = failing(reader, errno.EOVERFLOW)
    number = answer.try_to_read(reader)
    assert number == told(), (
        f"the kernel said {told()}, and try_to_read returned {number!r}: the number was to be the kernel's"
    )
    os.close(reader)
    os.close(writer)


def test_each_call_asks_the_kernel_anew(answer):
    reader, writer = os.pipe()
    assert [answer.try_to_write(fd) for fd in (writer, reader, writer)] == [0, EBADF, 0]
    assert [answer.try_to_read(fd) for fd in (reader, writer, reader)] == [0, EBADF, 0]
    os.close(reader)
    os.close(writer)


def test_a_file_object_does_not_even_ask(answer):
    reader, writer = os.pipe()
    assert answer.what_a_file_object_raises(reader) == "UnsupportedOperation"
    os.close(writer)
