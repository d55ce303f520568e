import os
import socket
import sys

import pytest

STRANGER = """
import os, socket
with socket.socket(fileno=%d) as sock:
    byte, fds, _, _ = socket.recv_fds(sock, 100, 1)
    os.write(fds[0], b"%%d byte, and a pipe" %% len(byte))
"""


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def letter(folder):
    """The path of a file."""
    path = f"{folder}/letter"
    with open(path, "w") as file:
        file.write("dear reader")
    return path


def close(*fds):
    for fd in fds:
        os.close(fd)


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def lent(sock):
    """The one descriptor that lend has put into the socket."""
    sock.setblocking(False)
    try:
        byte, fds, _, _ = socket.recv_fds(sock, 100, 2)
    except BlockingIOError:
        pytest.fail("lend came back, and nothing has come to the other side", pytrace=False)
    assert len(byte) == 1, f"one byte was to come, not {byte!r}"
    assert len(fds) == 1, "one descriptor was to be beside the byte"
    return fds[0]


def test_a_stranger_gets_a_pipe(answer, peer):
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe()
    theirs.set_inheritable(True)
    python = os.path.realpath(sys.executable)
    peer(os.execv, python, [python, "-I", "-S", "-c", STRANGER % theirs.fileno()])
    theirs.close()
    answer.lend(ours, writer)
    with open(reader, "rb") as pipe:
        assert pipe.read() == b"1 byte, and a pipe"  # to its end: nobody else holds the write end
    ours.close()


def test_it_is_closed_here_and_the_socket_is_not(answer, pair, still_talk):
    ours, theirs = pair
    reader, writer = os.pipe()
    answer.lend(ours, writer)
    assert not is_open(writer), "the write end was lent, and was to be closed here"
    close(reader, lent(theirs))
    still_talk(ours, theirs)


def test_it_is_the_same_open_file(answer, pair, letter):
    ours, theirs = pair
    fd = os.open(letter, os.O_RDONLY)
    copy = os.dup(fd)
    os.lseek(fd, 5, os.SEEK_SET)
    answer.lend(ours, fd)
    borrowed = lent(theirs)
    assert os.read(borrowed, 3) == b"rea"
    assert os.lseek(copy, 0, os.SEEK_CUR) == 8, (
        "it is the same file, but it was opened anew: its position is another"
    )
    close(copy, borrowed)


def test_what_cannot_be_sent_stays_open(answer, pair):
    ours, theirs = pair
    theirs.close()
    reader, writer = os.pipe()
    with pytest.raises(BrokenPipeError):
        answer.lend(ours, writer)
    assert is_open(writer), "nobody has got the write end, and it was closed"
    close(reader, writer)


def test_it_is_borrowed(answer, pair, letter):
    ours, theirs = pair
    fd = os.open(letter, os.O_RDONLY)
    os.lseek(fd, 5, os.SEEK_SET)
    socket.send_fds(theirs, [b"?"], [fd])
    borrowed = answer.borrow(ours)
    assert borrowed != fd, "the descriptor that was lent is not the borrower's"
    assert os.path.samestat(os.fstat(borrowed), os.stat(letter))
    assert os.read(borrowed, 3) == b"rea"
    assert os.lseek(fd, 0, os.SEEK_CUR) == 8, (
        "it is the same file, but it was opened anew: its position is another"
    )
    assert not os.get_inheritable(borrowed), "a program that is run later would inherit it"
    close(fd, borrowed)


def test_it_is_waited_for(answer, pair, peer_once_asleep, still_waits):
    ours, theirs = pair
    reader, writer = os.pipe()
    with peer_once_asleep(socket.send_fds, theirs, [b"?"], [reader]):
        borrowed = answer.borrow(ours)
    still_waits(ours)
    os.write(writer, b"!")
    assert os.read(borrowed, 10) == b"!"
    close(borrowed, reader, writer)


def test_what_is_behind_it_stays_in_the_socket(answer, pair):
    ours, theirs = pair
    reader, writer = os.pipe()
    socket.send_fds(theirs, [b"?"], [reader])
    socket.send_fds(theirs, [b"!"], [writer])
    theirs.send(b"more")
    first, second = answer.borrow(ours), answer.borrow(ours)
    assert ours.recv(100) == b"more"
    os.write(second, b"through")
    assert os.read(first, 100) == b"through"
    close(reader, writer, first, second)


def test_nothing_is_beside_the_byte(answer, pair):
    ours, theirs = pair
    theirs.send(b"only bytes")
    with pytest.raises(ValueError):  # noqa: PT011
        answer.borrow(ours)
    assert ours.recv(100) == b"nly bytes"


def test_nobody_lends_anything(answer, pair):
    ours, theirs = pair
    theirs.close()
    with pytest.raises(EOFError):
        answer.borrow(ours)


def test_a_pipe_goes_from_one_to_the_other(answer, peer):
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe()

    def borrower():
        ours.close()
        close(reader, writer)
        fd = answer.borrow(theirs)
        os.write(fd, b"borrowed")
        os.close(fd)

    peer(borrower)
    theirs.close()
    answer.lend(ours, writer)
    with open(reader, "rb") as pipe:
        assert pipe.read() == b"borrowed"
    ours.close()
