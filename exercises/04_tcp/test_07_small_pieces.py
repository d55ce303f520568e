import fcntl
import os
import socket
import sys

import pytest

SIOCOUTQNSD = 0x894B  # bytes that were written and not sent: linux/sockios.h
ROUNDS = 3


def kept_back(sock):
    """The bytes of a TCP socket that its own kernel has not sent yet."""
    return int.from_bytes(fcntl.ioctl(sock, SIOCOUTQNSD, bytes(4)), sys.byteorder)


def served(theirs, size, words):
    """Receive a question of this size, and answer it."""
    question = theirs.recv(size, socket.MSG_WAITALL)
    theirs.sendall(words)
    return question


def test_a_question_and_its_answer(answer, network, tcp_pair, peer):
    theirs, ours = tcp_pair()

    def server():
        ours.close()
        assert served(theirs, 11, b"fine\n") == b"how are you"
        assert served(theirs, 3, b"\n") == b"so?"

    serving = peer(server)
    theirs.close()
    with ours:
        assert answer.ask(ours, b"how ", b"are you") == b"fine"
        assert answer.ask(ours, b"so?", b"") == b""
        assert ours.fileno() != -1, "ask closed the connection, which belongs to its caller"
    assert serving.wait() == 0, "the question has come in another form"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what it has not sent yet")
def test_nothing_is_kept_back(answer, network, tcp_pair, bare_acks_lost, peer_once_asleep, evidence):
    theirs, ours = tcp_pair()
    bare_acks_lost(ours)  # so whatever waits for one waits long enough to be seen
    head, body = b"head of a question\n", b"body of a question\n"
    size = len(head + body)
    told, tell = os.pipe()

    def server():
        evidence(
            lambda did: did.written() % size == 0, "ask waits when it has not written the whole question yet"
        )
        os.write(tell, b"1" if kept_back(ours) else b"0")
        assert served(theirs, size, b"fine\n") == head + body

    with ours, peer_once_asleep(server, limited=True, then=[server] * (ROUNDS - 1)):
        theirs.close()
        os.close(tell)
        for _ in range(ROUNDS):
            assert answer.ask(ours, head, body) == b"fine"
    kept = os.read(told, ROUNDS).count(b"1")
    os.close(told)
    assert not kept, (
        f"in {kept} of {ROUNDS} questions the body was kept back, until the other side had acknowledged the head"
    )
    evidence(lambda did: not did.naps, "ask sleeps for a time of its own: that is not faster")


def test_the_answer_is_waited_for(answer, network, tcp_pair, peer_once_asleep):
    theirs, ours = tcp_pair()

    def server():
        ours.close()
        assert served(theirs, 8, b"here it is\n") == b"headbody"

    with ours, peer_once_asleep(server):
        theirs.close()
        assert answer.ask(ours, b"head", b"body") == b"here it is"


def test_a_long_body(answer, network, tcp_pair, peer):
    theirs, ours = tcp_pair()

    def server():
        ours.close()
        assert served(theirs, 1_000_010, b"long\n") == b"1000000..\n" + bytes(1_000_000)

    serving = peer(server)
    theirs.close()
    with ours:
        assert answer.ask(ours, b"1000000..\n", bytes(1_000_000)) == b"long"
    assert serving.wait() == 0, "not all of the question has come"


def test_an_answer_in_pieces(answer, network, drip_tcp):
    ours, theirs = drip_tcp(b" in pieces \n")
    with ours, theirs:
        assert answer.ask(ours, b"head", b"body") == b" in pieces "


@pytest.mark.parametrize("words", [b"", b"half a li"])
def test_an_answer_without_an_end(answer, network, tcp_pair, words):
    ours, theirs = tcp_pair()
    theirs.sendall(words)
    theirs.shutdown(socket.SHUT_WR)
    with ours, theirs:
        try:
            line = answer.ask(ours, b"head", b"body")
        except EOFError:
            return
        pytest.fail(f"the answer ended after {words!r} without a newline, and ask returned {line!r}")
