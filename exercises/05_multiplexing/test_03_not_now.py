import os
import select
import signal
import socket

MUCH = bytes(range(256)) * 500


def test_nothing_yet(answer, peer, evidence):
    ours, theirs = socket.socketpair()
    peer(signal.pause)  # it holds the other side until the test is over
    theirs.close()
    assert answer.what_is_there(ours) == (b"", False), (
        "nothing has come yet, and the other side has not ended"
    )
    evidence(lambda did: not did.naps, "what_is_there has slept for a time of its own: for what?")
    ours.close()


def test_some_and_then_more(answer):
    ours, theirs = socket.socketpair()
    for words in (b"hello", b"world"):
        theirs.sendall(words)
        assert answer.what_is_there(ours) == (words, False)
        assert not select.select([ours], [], [], 0)[0], "what was returned is still in the socket"
    ours.close()
    theirs.close()


def test_all_that_is_there(answer):
    ours, theirs = socket.socketpair()
    theirs.sendall(MUCH)
    heard, ended = answer.what_is_there(ours)
    assert heard == MUCH, f"of {len(MUCH)} bytes that had come, {len(heard)} were returned"
    assert not ended
    ours.close()
    theirs.close()


def test_a_recv_takes_less_than_there_is(answer):
    ours, theirs = socket.socketpair()
    with open(os.devnull) as null:
        for byte in b"byte by byte":
            socket.send_fds(
                theirs, [bytes([byte])], [null.fileno()]
            )  # recv stops behind such a byte: unix(7)
    assert answer.what_is_there(ours) == (b"byte by byte", False)
    ours.close()
    theirs.close()


def test_the_last_words_and_the_end(answer):
    for words in (b"last words", MUCH, b""):
        ours, theirs = socket.socketpair()
        theirs.sendall(words)
        theirs.close()
        assert answer.what_is_there(ours) == (words, True), "the other side has ended behind these bytes"
        ours.close()


def test_the_socket_waits_as_before(answer, peer, still_waits):
    ours, theirs = socket.socketpair()

    def hears():
        theirs.close()
        assert ours.recv(100) == b"for whoever waits"

    answer.what_is_there(ours)
    hearing = peer(hears)
    still_waits(ours)
    theirs.sendall(b"for whoever waits")
    assert hearing.wait() == 0, "another process has a copy, and its recv did not wait"
    theirs.sendall(b"the end")
    theirs.close()
    assert answer.what_is_there(ours) == (b"the end", True)
    still_waits(ours)
    ours.close()
