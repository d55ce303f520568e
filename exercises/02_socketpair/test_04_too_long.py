import socket


def sent(*messages):
    """A socket that holds these messages, not received yet, and its peer."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for message in messages:
        theirs.send(message)
    return ours, theirs


def test_a_message_that_fits_is_whole(answer):
    ours, theirs = sent(b"Heavy lifting")
    assert answer.receive(ours, 100) == (b"Heavy lifting", False)
    ours.close()
    theirs.close()


def test_a_message_that_is_too_long_is_cut_and_that_is_told(answer):
    ours, theirs = sent(b"Heavy lifting")
    returned = answer.receive(ours, 5)
    assert returned == (b"Heavy", True), f"13 bytes were sent, 5 were wanted, and receive returned {returned}"
    ours.close()
    theirs.close()


def test_a_message_that_just_fits_is_not_cut(answer):
    ours, theirs = sent(b"Heavy")
    assert answer.receive(ours, 5) == (b"Heavy", False)
    ours.close()
    theirs.close()


def test_the_tail_is_gone_and_the_next_message_is_the_next(answer):
    ours, theirs = sent(b"Heavy lifting", b"Feather")
    answer.receive(ours, 5)
    assert answer.receive(ours, 100) == (b"Feather", False)
    ours.close()
    theirs.close()


def test_an_empty_message_is_not_the_end(answer):
    ours, theirs = sent(b"one", b"", b"two", b"end", b"after")
    returned = answer.receive_until_end(ours)
    assert returned == [b"one", b"", b"two"], (
        f'three messages came before "end", receive_until_end returned {returned}'
    )
    assert ours.recv(100) == b"after", "receive_until_end was to leave alone what comes after END"
    ours.close()
    theirs.close()


def test_end_may_come_first(answer):
    ours, theirs = sent(b"end")
    assert answer.receive_until_end(ours) == []
    ours.close()
    theirs.close()
