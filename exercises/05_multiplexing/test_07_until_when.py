import fcntl
import os
import socket
import sys
import termios
import time
from pathlib import Path

A_MINUTE = 60.0
A_MOMENT = 0.005
A_WHILE = 0.1
ROUNDED = 0.01  # seconds more or less, for some calls count in milliseconds


def pairs(count):
    made = [socket.socketpair() for _ in range(count)]
    return [ours for ours, _ in made], [theirs for _, theirs in made]


def close(*socks):
    for sock in socks:
        sock.close()


def is_received(sock):
    """Whether all that was sent into a stream socket has been received: SIOCOUTQ in unix(7)."""
    return sys.platform != "linux" or not int.from_bytes(
        fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)), sys.byteorder
    )


def test_it_returns_when_all_have_said_a_line(answer, process, peer_once_asleep, evidence):
    ours, theirs = pairs(3)

    def speak():
        Path("threads").write_text(str(process.threads() + len(process.children())))
        theirs[2].sendall(b"hello\n")

    then = [lambda: theirs[0].sendall(b"\n"), lambda: theirs[1].sendall(b"good morning\n")]
    with peer_once_asleep(speak, then=then, limited="for long"):
        assert answer.hello_from(ours, A_MINUTE) == [0, 1, 2]
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to wait for all, and there are {threads} threads and children"
    evidence(lambda did: not did.naps, "hello_from has slept for a time of its own: for what?")
    close(*ours, *theirs)


def test_a_line_in_pieces(answer, peer_once_asleep):
    ours, theirs = pairs(1)
    pieces = [b"h", b"ello", b"\n"]
    first, *then = [lambda piece=piece: theirs[0].sendall(piece) for piece in pieces]
    with peer_once_asleep(first, then=then, limited="for long"):
        assert answer.hello_from(ours, A_MINUTE) == [0]
    close(*ours, *theirs)


def test_each_wait_has_the_time_that_is_left(answer, process, peer_once_asleep):
    ours, theirs = pairs(2)
    began = time.monotonic()

    def look(name):
        """Write down the time limit of the wait, and how much is left at least; return whether that is as much."""
        limit, passed = process.time_limit(), time.monotonic() - began
        Path(name).write_text(f"{limit} {A_MINUTE - passed}" if limit else "")
        return limit is None or limit > A_MINUTE - passed - ROUNDED

    def say_a_part():
        if look("first"):
            time.sleep(A_WHILE)
            theirs[0].sendall(b"hel")
        else:
            close(*theirs)

    def end():
        look("second")
        close(*theirs)

    with peer_once_asleep(say_a_part, then=[end], limited="for long"):
        close(*theirs)
        answer.hello_from(ours, A_MINUTE)
        if first := Path("first").read_text():  # otherwise it keeps time in another way
            limit, least = map(float, first.split())
            assert limit > least - ROUNDED, (
                f"{least:.2f} s were left, and a wait was to end after {limit:.2f} s"
            )
            later, least = map(float, Path("second").read_text().split())
            assert later > least - ROUNDED, (
                f"{least:.2f} s were left, and a wait was to end after {later:.2f} s"
            )
            assert later < limit - A_WHILE + ROUNDED, (
                f"{A_WHILE} s after a wait for up to {limit:.2f} s began another one, for up to {later:.2f} s"
            )
    close(*ours)


def test_who_ends_has_not_said_a_line(answer, peer_once_asleep):
    ours, theirs = pairs(3)

    def end():
        theirs[0].sendall(b"hel")
        close(theirs[0], theirs[2])

    with peer_once_asleep(end, then=[lambda: theirs[1].sendall(b"hello\n")], limited="for long"):
        close(theirs[0], theirs[2])
        assert answer.hello_from(ours, A_MINUTE) == [1]
    close(*ours, theirs[1])


def drip(socks, tell):
    """Send bytes without an end, each when the one before it has been received, and tell for how long that went on."""
    told = b"were listened to for 0.75 s at least"
    try:
        for _ in range(150):
            while not (free := [sock for sock in socks if is_received(sock)]):
                time.sleep(A_MOMENT)
            for sock in free:
                sock.sendall(b"!")
            time.sleep(A_MOMENT)
    except OSError:
        told = b"were sent away"
    os.write(tell, told)


def test_the_time_is_over(answer, peer):
    ours, theirs = pairs(7)
    dripping, silent, in_time = theirs[:5], theirs[5], theirs[6]
    told, tell = os.pipe()
    in_time.sendall(b"hello\n")

    def play():
        close(*ours)
        drip(dripping, tell)

    peer(play)
    os.close(tell)
    close(*dripping)
    said = answer.hello_from(ours, 0.3)
    close(*ours, silent, in_time)
    happened = os.read(told, 100).decode()
    os.close(told)
    assert happened == "were sent away", f"with a limit of 0.3 s for all, those who drip {happened}"
    assert said == [6], f"the last one has said a line, nobody else has, and hello_from returned {said}"


def test_all_is_there_before(answer, still_waits):
    ours, theirs = pairs(2)
    for sock in theirs:
        sock.sendall(b"hello\n")
    assert answer.hello_from(ours, A_MINUTE) == [0, 1]
    for sock in ours:
        still_waits(sock)
    assert answer.hello_from([], A_MINUTE) == []
    close(*ours, *theirs)
