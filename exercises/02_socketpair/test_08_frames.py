import os
import socket

import pytest


def test_two_messages_stay_two(answer):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        answer.send_frame(theirs, b"heavy")
        answer.send_frame(theirs, b"lifting")
        assert answer.recv_frame(ours) == b"heavy"
        assert answer.recv_frame(ours) == b"lifting"


def test_a_frame_is_four_bytes_of_length_and_the_payload(answer):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        answer.send_frame(theirs, bytes(258))
        assert ours.recv(4) == b"\x00\x00\x01\x02", "258 is 00 00 01 02 with the most significant byte first"
        assert ours.recv(1000) == bytes(258)


def test_what_follows_a_frame_stays_in_the_socket(answer):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"\x00\x00\x00\x05first" + b"\x00\x00\x00\x06second")
        assert answer.recv_frame(ours) == b"first"
        left = ours.recv(1000, socket.MSG_DONTWAIT)
        assert left == b"\x00\x00\x00\x06second", f"recv_frame left {left} in the socket"


def test_bytes_that_come_one_by_one_are_collected(answer, drip_stream):
    message = b"\xff\x00 one\nby one\n"
    with drip_stream(b"\x00\x00\x00\x0e" + message) as ours:
        received = answer.recv_frame(ours)
        assert len(received) == 14, (
            f"14 bytes were announced and sent one by one; recv_frame returned {len(received)}"
        )
        assert received == message


def test_a_frame_that_is_late_is_waited_for(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    with ours, theirs, peer_once_asleep(theirs.send, b"\x00\x00\x00\x04late"):
        assert answer.recv_frame(ours) == b"late"


def test_exactly_waits_for_what_is_late(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    with ours, theirs, peer_once_asleep(theirs.send, b"late"):
        assert answer.recv_exactly(ours, 4) == b"late"


def test_a_frame_that_is_longer_than_a_buffer(answer, peer):
    ours, theirs = socket.socketpair()
    message = bytes(range(256)) * 1000

    def other_side():
        ours.close()
        theirs.sendall(b"\x00\x03\xe8\x00" + message + b"more")

    peer(other_side)
    theirs.close()
    with ours:
        received = answer.recv_frame(ours)
        assert len(received) == 256_000, (
            f"256000 bytes were announced and sent; recv_frame returned {len(received)}"
        )
        assert received == message
        assert ours.recv(100) == b"more"


def test_exactly_means_exactly(answer):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"heavy lifting")
        assert answer.recv_exactly(ours, 5) == b"heavy"
        assert answer.recv_exactly(ours, 0) == b""
        assert answer.recv_exactly(ours, 4) == b" lif"
        assert ours.recv(100) == b"ting", "recv_exactly was to leave alone what was not asked for"


def test_exactly_collects_bytes_that_come_one_by_one(answer, drip_stream):
    with drip_stream(b"heavy lifting") as ours:
        assert answer.recv_exactly(ours, 5) == b"heavy"
        assert answer.recv_exactly(ours, 6) == b" lifti"
        with pytest.raises(EOFError):
            answer.recv_exactly(ours, 3)
            pytest.fail("the stream ended after two bytes of three, and recv_exactly did not raise EOFError")


def test_a_long_message_is_sent_whole(answer, peer):
    ours, theirs = socket.socketpair()
    told, tell = os.pipe()

    def count():
        ours.close()
        announced = int.from_bytes(theirs.recv(4, socket.MSG_WAITALL), "big")
        size = 4
        while piece := theirs.recv(65536):
            size += len(piece)
        os.write(tell, b"%d %d" % (announced, size))

    peer(count)
    theirs.close()
    ours.settimeout(4)  # with a time limit, send takes what there is room for
    answer.send_frame(ours, bytes(1_000_000))
    assert ours.gettimeout() == 4, f"send_frame changed the time limit of the socket to {ours.gettimeout()}"
    answer.send_frame(ours, b"another")
    ours.close()
    os.close(tell)
    announced, arrived = map(int, os.read(told, 100).split())
    assert announced == 1_000_000, f"a payload of 1000000 bytes was sent, and the frame says {announced}"
    assert arrived == 1_000_015, f"1000015 bytes were sent, {arrived} have arrived: how many did send take?"
    os.close(told)


def test_a_long_message_waits_for_room(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()

    def receive_it():
        left = 1_000_004
        while left:
            left -= len(theirs.recv(min(left, 65536)))

    with ours, theirs, peer_once_asleep(receive_it):
        answer.send_frame(ours, bytes(1_000_000))


def test_the_sockets_stay_open(answer, still_talk, still_waits):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        answer.send_frame(theirs, b"heavy")
        assert theirs.fileno() != -1, "send_frame closed the socket, which belongs to its caller"
        answer.recv_frame(ours)
        answer.recv_exactly(ours, 0)
        still_talk(ours, theirs)
        still_waits(theirs)


def test_an_empty_message_is_a_message(answer):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        answer.send_frame(theirs, b"")
        answer.send_frame(theirs, b"after it")
        assert answer.recv_frame(ours) == b""
        assert answer.recv_frame(ours) == b"after it"


@pytest.mark.parametrize("sent", [b"", b"\x00\x00", b"\x00\x00\x00\x05", b"\x00\x00\x00\x05fir"])
def test_a_stream_that_ends_too_early_is_an_error(answer, sent):
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(sent)
        theirs.close()
        try:
            received = answer.recv_frame(ours)
        except EOFError:
            return
        pytest.fail(
            f"the stream ended after {sent}, and recv_frame returned {received} instead of raising EOFError"
        )


def test_all_four_bytes_of_the_length_count(answer):
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(b"\x01\x00\x00\x05first")  # of 16777221 bytes
        theirs.close()
        try:
            received = answer.recv_frame(ours)
        except EOFError:
            return
        pytest.fail(f"16777221 bytes were announced and 5 came, and recv_frame returned {received}")
