import contextlib
import fcntl
import os
import socket
import sys
import termios
import time
from pathlib import Path

MANY = 75_000  # posts: more than there is room for wake-ups in a pipe, and for orders in theirs and in `work`
SAID = bytes(20_000)
A_MOMENT = 0.001  # seconds between two looks
LOOKS = 20


def talks(conn):
    """Return a function that sends or orders something, and hears it."""

    def says(word, into=conn):
        os.write(into if isinstance(into, int) else into.fileno(), word)
        came = b""
        while len(came) < len(word) and (piece := conn.recv(len(word) - len(came))):
            came += piece
        assert came == word, f"after {word}, {came} has come"

    return says


def hears(conn, data):
    """Receive as many bytes as these, and compare."""
    came = b""
    while len(came) < len(data) and (piece := conn.recv(65536)):
        came += piece
    assert came == data, f"{len(came)} bytes have come, and not what was posted, each once and in order"
    assert conn.recv(1) == b"", "more has come than was posted"


def test_what_is_posted_is_told(answer, peer, evidence):
    ours, theirs = socket.socketpair()
    orders, order = os.pipe()

    def talk():
        ours.close()
        says = talks(theirs)
        for word, into in (
            (b"1", order),
            (b"hello", theirs),
            (b"2", order),
            (b"3", order),
            (b"world", theirs),
        ):
            says(word, into)
        os.close(order)
        assert theirs.recv(1) == b""  # until `run` has returned

    talking = peer(talk)
    theirs.close()
    os.close(order)
    answer.run(ours, orders)
    ours.close()
    assert talking.wait() == 0, "the client has not heard all, one after the other"
    evidence(lambda did: not did.naps, "run has slept for a time of its own: for what?")
    os.close(orders)


def test_each_is_told_by_itself(answer, peer, hold):
    ours, theirs = socket.socketpair()
    orders, order = os.pipe()

    def talk():
        ours.close()
        says = talks(theirs)
        for number in range(30):
            says(b"%02d" % number, order)
        os.close(order)
        assert theirs.recv(1) == b""  # until `run` has returned

    talking = peer(talk)
    theirs.close()
    os.close(order)
    hold("step")  # so that the loop comes between any two steps of the thread
    answer.run(ours, orders)
    ours.close()
    assert talking.wait() == 0, "the client has not heard all, one after the other"
    os.close(orders)


def test_more_is_posted_while_the_loop_sends(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    orders, order = os.pipe()
    filled = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            filled += ours.send(bytes(1000), socket.MSG_DONTWAIT)

    def read():
        ours.close()
        expected, came = bytes(filled) + b"12", b""
        while len(came) < len(expected) and (piece := theirs.recv(65536)):
            came += piece
        assert came == expected, f"of {len(expected)} bytes, {len(came)} have come, or others"
        os.close(order)
        assert theirs.recv(1) == b""  # until `run` has returned

    with peer_once_asleep(os.write, order, b"1", then=[lambda: os.write(order, b"2"), read]):
        theirs.close()
        os.close(order)
        answer.run(ours, orders)
        ours.close()
    os.close(orders)


def test_both_threads_sleep(answer, process, peer_once_asleep):
    ours, theirs = socket.socketpair()
    orders, order = os.pipe()
    says = talks(theirs)

    def post():
        Path("threads").write_text(str(process.threads() + len(process.children())))
        says(b"1", order)

    def finish():
        ours.close()
        os.close(order)
        assert theirs.recv(1) == b""  # until `run` has returned

    with peer_once_asleep(post, then=[lambda: says(b"hello"), finish]):
        theirs.close()
        os.close(order)
        answer.run(ours, orders)
        ours.close()
    threads = Path("threads").read_text()
    assert threads == "2", f"the loop and its thread are two, and there are {threads} threads and children"
    os.close(orders)


def wait_until_it_waits_for_room(process, conn):
    """Wait until the answer has received something out of conn, and all its threads sleep; for two seconds at most."""
    looks = 0
    for _ in range(2000):
        has_begun = unread(conn) < len(SAID)
        looks = looks + 1 if has_begun and "?" not in (process.sleeps_in() or "?") else 0
        if looks == LOOKS:
            break
        time.sleep(A_MOMENT)


def unread(sock):
    """The bytes that a stream socket holds: FIONREAD in unix(7)."""
    return int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder)


def test_the_work_is_never_held_up(answer, process, peer):
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)  # the kernel makes 4480 bytes of it
    orders, order = os.pipe()
    fcntl.fcntl(order, getattr(fcntl, "F_SETPIPE_SZ", 1031), 4096)
    data = bytes(range(1, 101)) * (MANY // 100)

    def order_before_reading():
        theirs.sendall(SAID)  # the loop sends these back, and waits for room
        wait_until_it_waits_for_room(process, ours)
        rest = data
        while rest:
            rest = rest[os.write(order, rest) :]
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)  # from here on it has room
        ours.close()
        came = b""
        while len(came) < len(SAID + data) and (piece := theirs.recv(65536)):
            came += piece
        assert came.replace(b"\0", b"") == data, (
            "not all that was posted has come, each byte once and in order"
        )
        os.close(order)
        assert theirs.recv(1) == b""  # until `run` has returned

    ordering = peer(order_before_reading)
    theirs.close()
    os.close(order)
    answer.run(ours, orders)
    ours.close()
    assert ordering.wait() == 0, "not all that was posted has come, each byte once and in order"
    os.close(orders)


def test_all_that_was_posted_comes_before_the_end(answer, peer, still_waits):
    ours, theirs = socket.socketpair()
    orders, order = os.pipe()
    data = bytes(range(100)) * 500
    os.write(order, data)
    os.close(order)
    hearing = peer(hears, theirs, data)
    theirs.close()
    answer.run(ours, orders)
    still_waits(ours)
    still_waits(orders)
    ours.shutdown(socket.SHUT_WR)  # what has not been sent by now is missing
    assert hearing.wait() == 0, "run came back, and not all that was posted has been sent"
    os.close(orders)
    ours.close()


def test_there_is_nothing_to_do(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    orders, order = os.pipe()
    with peer_once_asleep(os.close, order):
        os.close(order)
        answer.run(ours, orders)
    os.close(orders)
    ours.close()
    theirs.close()
