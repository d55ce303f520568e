import fcntl
import os
import socket
import struct
import sys
import termios
import time

A_MOMENT = 0.001  # seconds between two looks
LOOKS = 50
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


def hears(sock, data):
    """Receive until these bytes have come, or fail."""
    heard = b""
    while len(heard) < len(data):
        piece = sock.recv(len(data) - len(heard))
        assert piece, f"after {heard}, the server hung up"
        heard += piece
    assert heard == data


def test_the_echo_comes_while_the_client_still_talks(answer, network, tcp_pair, peer, evidence):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        for word in (b"hello", b"is anybody there?"):
            theirs.sendall(word)
            hears(theirs, word)
        theirs.shutdown(socket.SHUT_WR)
        assert theirs.recv(100) == b"", "the server was to hang up behind the end"

    talking = peer(client)
    theirs.close()
    answer.echo(ours)
    assert ours.fileno() == -1, "echo came back, and its connection is still open"
    assert talking.wait() == 0, "the client has not got its echo"
    evidence(lambda did: not did.naps, "echo has slept for a time of its own: for what?")


def test_byte_by_byte(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        for byte in range(256):
            theirs.sendall(bytes([byte]))
            hears(theirs, bytes([byte]))

    talking = peer(client)
    theirs.close()
    answer.echo(ours)
    assert talking.wait() == 0, "the client has not got its echo"


def test_what_is_late_is_waited_for(answer, network, tcp_pair, peer_once_asleep):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        theirs.sendall(b"late")
        hears(theirs, b"late")
        theirs.close()

    with peer_once_asleep(client):
        theirs.close()
        answer.echo(ours)


def unread(sock):
    """The bytes that a socket holds."""
    return int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder)


def wait_until_nothing_moves(sock):
    """Wait until no more bytes come to a socket, for there is no room for them; some have come."""
    before, same = 0, 0
    while same < LOOKS:
        now = unread(sock)
        before, same = now, same + 1 if now == before > 0 else 0
        time.sleep(A_MOMENT)


def test_a_client_that_reads_late_gets_all(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()
    total = 150_000
    told, tell = os.pipe()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)  # much less than goes through
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)

    def send():
        ours.close()
        theirs.sendall(bytes(total))
        theirs.shutdown(socket.SHUT_WR)

    def read():
        ours.close()
        wait_until_nothing_moves(theirs)
        size = 0
        while piece := theirs.recv(65536):
            size += len(piece)
        os.write(tell, b"%d" % size)

    peer(send)
    peer(read)
    theirs.close()
    ours.settimeout(4)
    answer.echo(ours)
    os.close(tell)
    size = int(os.read(told, 100))
    os.close(told)
    assert size == total, f"of {total} bytes, {size} have come back: how many did send take?"


def test_a_client_that_is_gone(answer, network, tcp_pair):
    ours, theirs = tcp_pair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    theirs.close()
    answer.echo(ours)
    assert ours.fileno() == -1, "the client has gone, and its connection is still open"


def test_a_client_that_goes_before_its_echo(answer, network, tcp_pair):
    ours, theirs = tcp_pair()
    theirs.sendall(b"hello")
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    theirs.close()
    answer.echo(ours)
    assert ours.fileno() == -1, "the client has gone, and its connection is still open"


def test_a_client_that_has_said_much_and_gone(answer, network, tcp_pair):
    ours, theirs = tcp_pair()
    theirs.sendall(
        bytes(20_000)
    )  # more than most recv take: send finds a broken pipe while there is still more
    theirs.close()
    answer.echo(ours)
    assert ours.fileno() == -1, "the client has gone, and its connection is still open"


def test_a_client_that_says_nothing(answer, network, tcp_pair):
    ours, theirs = tcp_pair()
    theirs.shutdown(socket.SHUT_WR)
    answer.echo(ours)
    with theirs:
        assert theirs.recv(100) == b""
