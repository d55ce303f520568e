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


def test_one_byte_more_and_none_at_all(answer):
    ours, theirs = sent(b"Heavy ", b"\xff\n \x00", b"", b"  ", bytes(2000), bytes(2000))
    assert answer.receive(ours, 5) == (b"Heavy", True)
    assert answer.receive(ours, 3) == (b"\xff\n ", True)
    assert answer.receive(ours, 5) == (b"", False)
    assert answer.receive(ours, 2) == (b"  ", False)
    assert answer.receive(ours, 2000) == (bytes(2000), False)
    assert answer.receive(ours, 1999) == (bytes(1999), True)
    ours.close()
    theirs.close()


def test_a_descriptor_that_comes_along_does_not_make_it_longer(answer):
    ours, theirs = sent()
    with ours, theirs:
        socket.send_fds(theirs, [b"Heavy"], [theirs.fileno()])  # there is a flag for that as well: MSG_CTRUNC
        assert answer.receive(ours, 5) == (b"Heavy", False)


def test_a_datagram_is_waited_for(answer, peer_once_asleep):
    ours, theirs = sent()
    with ours, theirs, peer_once_asleep(theirs.send, b"Heavy lifting"):
        assert answer.receive(ours, 5) == (b"Heavy", True)


def test_an_empty_message_is_not_the_end(answer):
    ours, theirs = sent(b"one", b"", b"", b"two", b"end", b"after")
    returned = answer.receive_until_end(ours)
    assert returned == [b"one", b"", b"", b"two"], (
        f'four messages came before "end", receive_until_end returned {returned}'
    )
    assert ours.recv(100) == b"after", "receive_until_end was to leave alone what comes after END"
    ours.close()
    theirs.close()


def test_end_may_come_first(answer):
    ours, theirs = sent(b"end")
    assert answer.receive_until_end(ours) == []
    ours.close()
    theirs.close()


def test_a_message_that_only_resembles_end_is_not_the_end(answer):
    messages = [b"the end", b"end.", b"en", b"end\n", b" end", b"END", b"ending", b"end\xff", b"\0end", b""]
    ours, theirs = sent(*messages, b"end")
    returned = answer.receive_until_end(ours)
    assert returned == messages, f"{messages} were sent before END, receive_until_end returned {returned}"
    ours.close()
    theirs.close()


def test_messages_that_are_alike_and_long_ones(answer):
    messages = [b"one", b"one", bytes(1024), bytes(1024)]
    ours, theirs = sent(*messages, b"end")
    returned = answer.receive_until_end(ours)
    assert [len(each) for each in returned] == [3, 3, 1024, 1024]
    assert returned == messages
    ours.close()
    theirs.close()


def test_end_is_waited_for(answer, peer_once_asleep):
    ours, theirs = sent(b"one", b"two")
    with ours, theirs, peer_once_asleep(theirs.send, b"end"):
        assert answer.receive_until_end(ours) == [b"one", b"two"]


def test_the_socket_stays_open(answer, still_talk):
    ours, theirs = sent(b"Heavy lifting", b"end")
    answer.receive(ours, 5)
    answer.receive_until_end(ours)
    still_talk(ours, theirs)
    ours.close()
    theirs.close()
