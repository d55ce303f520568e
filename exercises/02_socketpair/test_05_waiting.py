import socket
import time


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def test_a_message_that_is_there_is_received(answer):
    ours, theirs = a_pair()
    theirs.send(b"here I am")
    assert answer.receive_within(ours, 4, b"nothing") == b"here I am"
    ours.close()
    theirs.close()


def test_a_message_that_is_on_its_way_is_waited_for(answer, peer):
    ours, theirs = a_pair()

    def other_side():
        ours.close()
        theirs.send(b"on my way")

    peer(other_side)
    theirs.close()
    assert answer.receive_within(ours, 4, b"nothing") == b"on my way"
    ours.close()


def test_the_waiting_has_an_end(answer):
    ours, theirs = a_pair()
    assert answer.receive_within(ours, 0.05, b"nothing") == b"nothing"
    ours.close()
    theirs.close()


def test_the_waiting_is_not_cut_short(answer):
    ours, theirs = a_pair()
    began = time.monotonic()
    answer.receive_within(ours, 0.2, b"nothing")
    waited = time.monotonic() - began
    assert waited >= 0.19, f"receive_within was given 0.2 s, and returned after {waited:.3f} s"
    ours.close()
    theirs.close()


def test_the_limit_is_for_this_one_call(answer):
    ours, theirs = a_pair()
    answer.receive_within(ours, 0.01, b"nothing")
    assert ours.gettimeout() is None, f"the socket has a time limit of {ours.gettimeout()} s afterwards"
    theirs.send(b"here I am")
    answer.receive_within(ours, 4, b"nothing")
    assert ours.gettimeout() is None, f"the socket has a time limit of {ours.gettimeout()} s afterwards"
    ours.close()
    theirs.close()


def test_an_empty_message_is_not_nothing(answer):
    ours, theirs = a_pair()
    theirs.send(b"")
    assert answer.receive_within(ours, 4, b"nothing") == b""
    ours.close()
    theirs.close()
