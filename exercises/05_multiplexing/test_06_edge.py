import fcntl
import os
import socket
import sys
import termios
from pathlib import Path

WORDS = b"".join(b"%05d " % number for number in range(5000))  # more than a recv of any usual size takes


def unread(sock):
    """The bytes that a stream socket holds: FIONREAD in unix(7)."""
    return int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder)


def pairs(count):
    made = [socket.socketpair() for _ in range(count)]
    return [ours for ours, _ in made], [theirs for _, theirs in made]


def close(*socks):
    for sock in socks:
        sock.close()


def test_all_has_come_before(answer, still_waits):
    ours, theirs = pairs(3)
    for sock, words in zip(theirs, (WORDS, b"a few words", b""), strict=True):
        sock.sendall(words)
    close(*theirs)
    assert answer.collect(ours) == [WORDS, b"a few words", b""]
    for sock in ours:
        still_waits(sock)
    close(*ours)


def test_some_come_and_later_more(answer, process, peer_once_asleep):
    ours, theirs = pairs(2)

    def look(name):
        Path(name).write_text(str(sum(map(unread, ours))))

    def speak_first():
        Path("threads").write_text(str(process.threads() + len(process.children())))
        Path("edges").write_text("edges" if process.watches_edges() else "none")
        theirs[1].sendall(WORDS)

    def the_other():
        look("first")
        theirs[0].sendall(WORDS)

    def again():
        look("second")
        theirs[1].sendall(b" and this")

    with peer_once_asleep(speak_first, then=[the_other, again, lambda: close(*theirs)], limited=False):
        close(*theirs)
        said = answer.collect(ours)
    for name in ("first", "second"):
        left = Path(name).read_text()
        assert left == "0", f"collect slept, and {left} bytes that had come were not received"
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to wait, and there are {threads} threads and children"
    assert Path("edges").read_text() == "edges", "no epoll of collect is asked for edges (EPOLLET)"
    assert said == [WORDS, WORDS + b" and this"]
    close(*ours)


def test_a_recv_takes_less_than_there_is(answer):
    ours, theirs = pairs(1)
    with open(os.devnull) as null:
        for byte in b"byte by byte":
            socket.send_fds(
                theirs[0], [bytes([byte])], [null.fileno()]
            )  # recv stops behind such a byte: unix(7)
    close(*theirs)
    assert answer.collect(ours) == [b"byte by byte"]
    close(*ours)


def test_nobody_says_anything(answer, peer_once_asleep):
    ours, theirs = pairs(2)
    with peer_once_asleep(lambda: close(*theirs)):
        close(*theirs)
        assert answer.collect(ours) == [b"", b""]
    close(*ours)


def test_no_sockets(answer):
    assert answer.collect([]) == []
