import socket

import pytest


def datagrams():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def test_a_message_goes_out_as_one_datagram(answer):
    ours, theirs = datagrams()
    with ours, theirs:
        answer.send_one(theirs, b"Into the pair I go...")
        assert ours.recv(1024) == b"Into the pair I go..."
        with pytest.raises(BlockingIOError):
            ours.recv(1024, socket.MSG_DONTWAIT)
            pytest.fail("send_one sent more than one datagram")


def test_a_message_is_received(answer):
    ours, theirs = datagrams()
    with ours, theirs:
        ours.send(b"Into the pair I go...")
        assert answer.receive_one(theirs) == b"Into the pair I go..."


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


def test_recv_waits_for_a_message(answer, once_asleep):
    left, right = answer.a_pair()
    with left, right, once_asleep(lambda: answer.send_one(left, b"late, but not too late")):
        assert answer.receive_one(right) == b"late, but not too late"
