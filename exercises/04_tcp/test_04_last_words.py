import os
import socket
import struct
import sys
import time
from pathlib import Path

LONG = 1000.0  # seconds: longer than any test
MOST = 6_000_000  # bytes: more than the kernel keeps for a connection
A_MOMENT = 0.005  # seconds
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


def heard_by(theirs):
    """All that a client receives until the end; how its connection broke, if it did."""
    heard = b""
    try:
        while piece := theirs.recv(4096):
            heard += piece
    except ConnectionError as error:
        return repr(error).encode()
    return heard


def test_the_client_is_still_sending(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()
    told, tell = os.pipe()

    def client():
        ours.close()
        try:
            theirs.sendall(b"to begin with")
            os.write(tell, b"!")
            theirs.sendall(bytes(MOST))
            theirs.shutdown(socket.SHUT_WR)
            heard = heard_by(theirs)
        except ConnectionError as error:
            heard = repr(error).encode()
        os.write(tell, heard)

    peer(client)
    os.close(tell)
    theirs.close()
    os.read(told, 1)
    answer.refuse(ours, b"we are closed", LONG)
    heard = os.read(told, 1000)
    os.close(told)
    assert heard == b"we are closed", f"the client was still sending, and it got {heard.decode()}"
    assert ours.fileno() == -1, "refuse came back, and its connection is still open"


def test_the_client_hears_the_end_at_once(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        assert heard_by(theirs) == b"not today"  # and only then does it close, too

    theirs.sendall(b"please")
    waiting = peer(client)
    theirs.close()
    answer.refuse(ours, b"not today", LONG)
    assert waiting.wait() == 0, "the client did not get the reason and the end"


def test_a_client_that_takes_its_time(answer, network, tcp_pair, peer_once_asleep):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        theirs.sendall(b"and another thing")
        assert heard_by(theirs) == b"not today"
        theirs.close()

    with peer_once_asleep(client, limited="for long"):
        theirs.close()
        answer.refuse(ours, b"not today", LONG)


def test_a_client_that_never_says_a_word(answer, network, tcp_pair):
    ours, theirs = tcp_pair()
    with theirs:
        answer.refuse(ours, b"not today", 0.1)
        assert ours.fileno() == -1
        assert heard_by(theirs) == b"not today"


def unread(theirs):
    """Whether the other end of a connection holds bytes that were not received yet: proc_pid_net(5)."""
    ports = [b":%04X" % address[1] for address in (theirs.getpeername(), theirs.getsockname())]
    rows = [row.split() for row in Path("/proc/net/tcp").read_bytes().splitlines()[1:]]
    ends = [row for row in rows if [row[1][-5:], row[2][-5:]] == ports]
    return any(not row[4].endswith(b":00000000") for row in ends)


def test_a_client_that_never_stops(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()
    told, tell = os.pipe()

    def client():
        ours.close()
        try:
            for _ in range(150):  # each when the one before was received: nobody is too slow for that
                theirs.sendall(b"!")
                time.sleep(A_MOMENT)
                while sys.platform == "linux" and unread(theirs):
                    time.sleep(A_MOMENT)
        except OSError:
            os.write(tell, b"was sent away")
        else:
            os.write(tell, b"was listened to for 0.75 s at least")

    peer(client)
    os.close(tell)
    theirs.close()
    answer.refuse(ours, b"not today", 0.5)
    assert ours.fileno() == -1
    happened = os.read(told, 100)
    os.close(told)
    assert happened == b"was sent away", f"with a limit of 0.5 s, the client {happened.decode()}"


def test_a_client_that_is_gone(answer, network, tcp_pair):
    for last_words in (b"", b"please"):
        ours, theirs = tcp_pair()
        if last_words:
            theirs.sendall(last_words)
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        theirs.close()
        answer.refuse(ours, b"not today", LONG)
        assert ours.fileno() == -1


def test_a_client_that_goes_in_the_middle(answer, network, tcp_pair, peer_once_asleep):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        theirs.close()

    with peer_once_asleep(client, limited=True):
        theirs.close()
        answer.refuse(ours, b"not today", LONG)
