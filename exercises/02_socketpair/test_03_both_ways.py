import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def test_what_the_peer_has_sent_is_received_and_what_is_sent_arrives(answer):
    ours, theirs = a_pair()
    theirs.send(b"from the peer")
    assert answer.exchange(ours, b"from me") == b"from the peer"
    assert theirs.recv(1024) == b"from me"
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


def test_again_and_again_over_the_same_pair(answer):
    ours, theirs = a_pair()
    for number in range(3):
        theirs.send(b"from the peer %d" % number)
        assert answer.exchange(ours, b"from me %d" % number) == b"from the peer %d" % number
        assert theirs.recv(1024) == b"from me %d" % number
    ours.close()
    theirs.close()
