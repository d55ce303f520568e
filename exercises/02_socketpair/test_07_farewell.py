import socket

ACCOMPLISHED = [
    b"Heavy lifting accomplished!",
    b"Heavy lifting accomplished!",
    b"Feather lifting accomplished!",
    b"Feather lifting accomplished!",
]


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def what_is_there(sock):
    messages = []
    sock.setblocking(False)
    try:
        while True:
            messages.append(sock.recv(1024))
    except BlockingIOError:
        return messages


def test_the_fifth_recv_does_not_wait_for_ever(answer):
    assert answer.conversation(ACCOMPLISHED) == ACCOMPLISHED


def test_the_last_message_is_a_farewell(answer):
    ours, theirs = a_pair()
    with ours, theirs:
        answer.talk(theirs, [b"one", b"two"])
        sent = what_is_there(ours)
        assert sent == [b"one", b"two", answer.FAREWELL], (
            f"talk was to send one, two and FAREWELL, not {sent}"
        )


def test_a_farewell_ends_it_and_what_follows_stays(answer):
    ours, theirs = a_pair()
    with ours, theirs:
        for message in (b"one", b"two", b"That was all.", b"another conversation"):
            theirs.send(message)
        heard = answer.listen(ours)
        assert heard == [b"one", b"two"], f"listen was to return what came before the farewell, not {heard}"
        assert what_is_there(ours) == [b"another conversation"], (
            "listen was to leave alone what comes after FAREWELL"
        )


def test_an_empty_message_is_no_farewell(answer):
    assert answer.conversation([b"before", b"", b"after"]) == [b"before", b"", b"after"]


def test_who_has_nothing_to_say_still_says_farewell(answer):
    assert answer.conversation([]) == []


def test_more_messages_than_a_socket_holds(answer):
    messages = [b"message %d" % number for number in range(1000)]
    assert answer.conversation(messages) == messages
