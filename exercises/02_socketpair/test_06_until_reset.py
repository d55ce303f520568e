import os
import signal
import socket
import sys

import pytest

resets = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux resets a Unix stream with unread bytes"
)


def test_a_peer_that_has_read_everything_is_an_end(answer):
    ours, theirs = socket.socketpair()
    with ours:
        theirs.send(b"goodbye")
        theirs.close()
        assert answer.until_reset(ours) == (b"goodbye", "end")


def test_a_peer_that_is_silent_for_a_while_is_waited_for(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    theirs.send(b"wait...")
    with ours, peer_once_asleep(theirs.send, b"goodbye"):  # and then it goes
        theirs.close()
        assert answer.until_reset(ours) == (b"wait...goodbye", "end")


def test_a_short_piece_is_not_the_end(answer, drip_stream):
    with drip_stream(b"\xff\x00 one\nby one\n") as ours:
        received, how = answer.until_reset(ours)
        assert received == b"\xff\x00 one\nby one\n", (
            f"14 bytes came one by one before the end; until_reset returned {received}"
        )
        assert how == "end"


@resets
def test_a_peer_that_leaves_bytes_unread_is_a_reset(answer):
    ours, theirs = socket.socketpair()
    with ours:
        ours.send(b"are you there?")
        theirs.close()
        assert answer.until_reset(ours) == (b"", "reset")


@resets
def test_what_came_before_the_reset_is_kept(answer):
    ours, theirs = socket.socketpair()
    with ours:
        ours.send(b"are you there?")
        theirs.send(b"wait a moment")
        theirs.close()
        assert answer.until_reset(ours) == (b"wait a moment", "reset")


@resets
def test_a_killed_peer_is_a_reset_as_well(answer, peer):
    ours, theirs = socket.socketpair()
    told, tell = os.pipe()
    ours.send(b"take your time")

    def speak_and_wait():
        ours.close()
        theirs.send(b"half a sen")
        os.write(tell, b".")
        signal.pause()

    speaker = peer(speak_and_wait)
    theirs.close()
    os.read(told, 1)
    os.kill(speaker.pid, signal.SIGKILL)
    speaker.wait()
    assert answer.until_reset(ours) == (b"half a sen", "reset"), (
        "the kernel closes the descriptors of a killed process: its peer sees what it would see after a close"
    )
    ours.close()
    os.close(told)
    os.close(tell)


@resets
def test_much_can_come_before_a_reset(answer, peer):
    ours, theirs = socket.socketpair()
    ours.send(b"never read")

    def speak_at_length():
        ours.close()
        theirs.sendall(bytes(1_000_003))

    peer(speak_at_length)
    theirs.close()
    received, how = answer.until_reset(ours)
    assert (len(received), how) == (1_000_003, "reset")
    ours.close()


def test_any_other_error_is_raised(answer):
    with socket.socket(socket.AF_UNIX) as ours:  # connected to nobody: recv fails, with another number
        try:
            returned = answer.until_reset(ours)
        except OSError:
            return
    pytest.fail(f"recv fails on a socket without a peer, and until_reset returned {returned}")


def test_the_socket_stays_open(answer, still_waits):
    ours, theirs = socket.socketpair()
    theirs.shutdown(socket.SHUT_WR)
    assert answer.until_reset(ours) == (b"", "end")
    assert ours.fileno() != -1, "until_reset closed the socket, which belongs to its caller"
    still_waits(ours)
    try:
        ours.send(b"still open")  # nothing was said of the other direction
    except OSError:
        pytest.fail(
            "until_reset ended the other direction of the socket as well: nothing can be sent any more"
        )
    assert theirs.recv(100) == b"still open"
    theirs.close()
    ours.close()


@resets
def test_the_socket_stays_open_after_a_reset_as_well(answer, still_waits):
    ours, theirs = socket.socketpair()
    ours.send(b"never read")
    theirs.close()
    assert answer.until_reset(ours) == (b"", "reset")
    assert ours.fileno() != -1, "until_reset closed the socket, which belongs to its caller"
    still_waits(ours)
    ours.close()
