import socket

import pytest


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def test_what_the_peer_has_sent_is_received_and_what_is_sent_arrives(answer, hold):
    hold("write")
    ours, theirs = a_pair()
    theirs.send(b"from the peer")
    assert answer.exchange(ours, b"from me") == b"from the peer"
    try:
        assert theirs.recv(1024, socket.MSG_DONTWAIT) == b"from me"
    except BlockingIOError:
        pytest.fail("exchange came back before its message was sent")
    with pytest.raises(BlockingIOError):
        theirs.recv(1024, socket.MSG_DONTWAIT)
        pytest.fail("exchange sent more than one message")
    ours.close()
    theirs.close()


def test_both_sides_speak_at_the_same_time(answer, peer):
    ours, theirs = a_pair()

    def other_side():
        ours.close()
        assert answer.exchange(theirs, b"from the peer") == b"from me"

    child = peer(other_side)
    theirs.close()
    assert answer.exchange(ours, b"from me") == b"from the peer"
    assert child.wait() == 0, "the peer did not receive what was sent to it"
    ours.close()


def test_a_peer_that_listens_first(answer, peer):
    ours, theirs = a_pair()

    def other_side():
        ours.close()
        theirs.send(theirs.recv(1024).upper())

    peer(other_side)
    theirs.close()
    assert answer.exchange(ours, b"quiet") == b"QUIET"
    ours.close()


def test_a_peer_that_thinks_before_it_speaks(answer, peer_once_asleep):
    ours, theirs = a_pair()
    with ours, theirs, peer_once_asleep(theirs.send, b"well..."):
        assert answer.exchange(ours, b"and you?") == b"well..."


def test_again_and_again_over_the_same_pair(answer, still_talk):
    ours, theirs = a_pair()
    for number in range(3):
        theirs.send(b"from the peer %d" % number)
        assert answer.exchange(ours, b"from me %d" % number) == b"from the peer %d" % number
        assert theirs.recv(1024) == b"from me %d" % number
    assert ours.fileno() != -1, "exchange closed the socket, which belongs to its caller"
    still_talk(ours, theirs)
    ours.close()
    theirs.close()


def test_one_message_is_received_of_several_that_wait(answer):
    ours, theirs = a_pair()
    for message in (b"", b"again", b"again", b" \xff \n", bytes(1024)):
        theirs.send(message)
    for sent, came in (
        (b"one", b""),
        (b"two", b"again"),
        (b"three", b"again"),
        (b" \xff four\n", b" \xff \n"),
    ):
        assert answer.exchange(ours, sent) == came
        assert theirs.recv(2048) == sent
    assert len(answer.exchange(ours, bytes(1024))) == 1024, (
        "a message of 1024 bytes was sent; the part that recv has no room for is lost"
    )
    assert theirs.recv(2048) == bytes(1024)
    ours.close()
    theirs.close()
