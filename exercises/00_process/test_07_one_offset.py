import os
import tempfile

DATA = b"".join(
    b"%07d\n" % number for number in range(40_000)
)  # more than a pipe holds, each line another one


def position(fd):
    return os.lseek(fd, 0, os.SEEK_CUR)


def opened(data, at):
    """A file with these bytes that has no name, open at a position; whoever has it may open it once more."""
    if hasattr(os, "memfd_create"):
        fd = os.memfd_create("numbers")
    else:
        fd, name = tempfile.mkstemp()
        os.unlink(name)
    with open(fd, "wb", closefd=False) as file:
        file.write(data)
    os.lseek(fd, at, os.SEEK_SET)
    return fd


def test_both_get_the_whole_file(answer, evidence, hold, peer):
    hold("exit")
    fd = opened(DATA, 0)
    reader, out = os.pipe()
    inode = os.fstat(out).st_ino

    def read_all():
        os.close(out)
        with open(reader, "rb") as pipe:
            came = pipe.read()
        assert came == DATA, f"the child was to write {len(DATA)} bytes, and {len(came)} came"

    other = peer(read_all)
    os.close(reader)
    data = answer.twice(fd, out)
    os.close(out)
    os.close(fd)
    assert len(data) == len(DATA), (
        f"the file has {len(DATA)} bytes, and twice returned {len(data)}: what has the child left of it?"
    )
    assert data == DATA, "twice returned other bytes than those of the file"
    assert other.wait() == 0, "the child was to write the whole file, and something else came"
    evidence(
        lambda did: did.forks, "The file came twice, but no process was made: a child was to read it as well."
    )
    evidence(
        lambda did: did.written(by=did.children, inode=inode) >= len(DATA),
        "The file came twice, but the child has not written it.",
    )
    evidence(lambda did: not did.killed, "The child was killed: it was to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_the_position_does_not_matter(answer):
    for at in (0, 5, len(DATA), len(DATA) + 5):
        fd = opened(DATA, at)
        data = answer.whole(fd)
        os.close(fd)
        assert data == DATA, (
            f"the file has {len(DATA)} bytes and its position was {at}, and whole returned {len(data)} bytes"
        )


def test_the_position_is_where_it_was(answer):
    fd = opened(DATA, 5)
    answer.whole(fd)
    after = position(fd)
    os.close(fd)
    assert after == 5, (
        f"the position was 5 before, and is {after} afterwards: whoever shares the file has lost his place"
    )


def test_the_position_is_left_alone_by_both(answer):
    fd = opened(b"one\ntwo\n", 4)
    reader, out = os.pipe()
    assert answer.twice(fd, out) == b"one\ntwo\n"
    assert os.read(reader, 100) == b"one\ntwo\n"
    os.close(reader)
    os.close(out)
    after = position(fd)
    os.close(fd)
    assert after == 4, f"the position was 4 before, and is {after} afterwards"


def test_an_empty_file(answer):
    fd = opened(b"", 0)
    assert answer.whole(fd) == b""
    os.close(fd)
