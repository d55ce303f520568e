import errno
import os

EBADF = errno.EBADF


def test_the_write_end_takes_a_byte(answer):
    reader, writer = os.pipe()
    assert answer.try_to_write(writer) == 0
    os.close(writer)
    assert os.read(reader, 100) == b"?", "try_to_write was to put one byte into the pipe: b'?'"
    os.close(reader)


def test_the_read_end_takes_nothing(answer):
    reader, writer = os.pipe()
    number = answer.try_to_write(reader)
    assert number == EBADF, f"try_to_write(read end) returned {number!r}, but the kernel says {EBADF} (EBADF)"
    os.write(writer, b"still open")
    assert os.read(reader, 100) == b"still open"
    os.close(reader)
    os.close(writer)


def test_the_read_end_gives_a_byte(answer):
    reader, writer = os.pipe()
    os.write(writer, b"ab")
    assert answer.try_to_read(reader) == 0
    assert os.read(reader, 100) == b"b", "try_to_read was to take one byte out of the pipe, and no more"
    os.close(reader)
    os.close(writer)


def test_the_write_end_gives_nothing(answer):
    reader, writer = os.pipe()
    number = answer.try_to_read(writer)
    assert number == EBADF, f"try_to_read(write end) returned {number!r}, but the kernel says {EBADF} (EBADF)"
    os.write(writer, b"still open")
    assert os.read(reader, 100) == b"still open"
    os.close(reader)
    os.close(writer)


def test_a_file_object_does_not_even_ask(answer):
    reader, writer = os.pipe()
    assert answer.what_a_file_object_raises(reader) == "UnsupportedOperation"
    os.close(writer)
