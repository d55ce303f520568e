import contextlib
import socket

import pytest

SONG = b"Into the pair I go..."


def datagrams():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def test_a_message_goes_out_as_one_datagram(answer):
    ours, theirs = datagrams()
    with ours, theirs:
        answer.send_one(theirs, SONG)
        assert ours.recv(1024) == SONG
        with pytest.raises(BlockingIOError):
            ours.recv(1024, socket.MSG_DONTWAIT)
            pytest.fail("send_one sent more than one datagram")


def test_a_message_is_received(answer):
    ours, theirs = datagrams()
    with ours, theirs:
        ours.send(SONG)
        assert answer.receive_one(theirs) == SONG


def test_bytes_arrive_as_they_are(answer):
    ours, theirs = datagrams()
    with ours, theirs:
        answer.send_one(theirs, b" \xff\x00 two\nlines \n")
        assert ours.recv(1024) == b" \xff\x00 two\nlines \n"
        ours.send(b"\n\x00\xfe ")
        assert answer.receive_one(theirs) == b"\n\x00\xfe "


def test_a_message_may_be_1024_bytes_long(answer):
    ours, theirs = datagrams()
    with ours, theirs:
        ours.send(bytes(1024))
        received = answer.receive_one(theirs)
        assert len(received) == 1024, (
            "a message of 1024 bytes was sent; the part that recv has no room for is lost"
        )


def test_each_recv_takes_the_message_of_one_send(answer):
    left, right = answer.a_pair()
    with left, right:
        answer.send_one(left, b"the first")
        answer.send_one(left, b"the second")
        received = answer.receive_one(right)
        assert received != b"the firstthe second", (
            "two messages were sent, and one recv took both: is this a pair of streams?"
        )
        assert received == b"the first"
        assert answer.receive_one(right) == b"the second"


def test_a_pair_is_of_unix_sockets_of_the_datagram_type(answer):
    for sock in (pair := answer.a_pair()):
        kind = socket.SocketKind(sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
        assert kind == socket.SOCK_DGRAM, f"a_pair was to return sockets of type SOCK_DGRAM, not {kind.name}"
        assert sock.family == socket.AF_UNIX, (
            f"a_pair was to return sockets of family AF_UNIX, not {sock.family.name}"
        )
    for sock in pair:
        sock.close()


def test_each_end_of_a_pair_reaches_the_other(answer):
    left, right = answer.a_pair()
    with left, right:
        left.send(b"to the right")
        right.send(b"to the left")
        assert left.recv(1024) == b"to the left"
        assert right.recv(1024) == b"to the right"


def test_recv_waits_for_a_message(answer, peer_once_asleep):
    left, right = answer.a_pair()
    with left, right, peer_once_asleep(left.send, b"late, but not too late", limited=False):
        assert answer.receive_one(right) == b"late, but not too late"


def test_a_full_socket_is_waited_for(answer, peer_once_asleep):
    ours, theirs = datagrams()
    with ours, theirs:
        held = 0
        with contextlib.suppress(BlockingIOError):
            while theirs.send(b"one more", socket.MSG_DONTWAIT):
                held += 1

        def make_room():
            for _ in range(held):
                ours.recv(1024)

        with peer_once_asleep(make_room):
            answer.send_one(theirs, SONG)
        assert ours.recv(1024, socket.MSG_DONTWAIT) == SONG


def test_the_sockets_stay_open(answer, still_talk):
    ours, theirs = datagrams()
    with ours, theirs:
        answer.send_one(theirs, SONG)
        assert theirs.fileno() != -1, "send_one closed the socket, which belongs to its caller"
        ours.send(SONG)
        answer.receive_one(theirs)
        assert ours.recv(1024) == SONG
        still_talk(theirs, ours)
