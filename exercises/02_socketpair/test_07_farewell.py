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
    try:
        while True:
            messages.append(sock.recv(1024, socket.MSG_DONTWAIT))
    except BlockingIOError:
        return messages


def test_the_fifth_recv_does_not_wait_for_ever(answer, hold):
    hold("exit")
    assert answer.conversation(ACCOMPLISHED) == ACCOMPLISHED


def test_a_child_talks(answer, evidence, hold):
    hold("exit")
    assert answer.conversation(ACCOMPLISHED) == ACCOMPLISHED
    evidence(lambda did: did.forks, "Four messages came, but no process was made: a child was to send them.")
    evidence(
        lambda did: did.pairs or did.sockets,
        "Four messages came, but through no sockets: both were to talk through a pair of these.",
    )
    evidence(
        lambda did: did.written(by=did.children) >= sum(map(len, ACCOMPLISHED)),
        "Four messages came, but the child did not send them.",
    )
    evidence(
        lambda did: did.said(b"".join(ACCOMPLISHED), by=did.children),
        "Four messages came, but the child has sent others.",
    )
    evidence(
        lambda did: did.written(by=did.children) >= sum(map(len, [*ACCOMPLISHED, answer.FAREWELL])),
        "Four messages came, but no farewell: the child was to say it.",
    )
    evidence(
        lambda did: did.reads() > did.reads(by=did.children),
        "Four messages came, but the parent has received none of them.",
    )
    evidence(
        lambda did: did.reads() - did.reads(by=did.children) > len(ACCOMPLISHED),
        "Four messages came, but the farewell was not received: the parent was to listen until it comes.",
    )


def test_the_messages_that_came_are_returned(answer, changed):
    is_made_up = changed(b"one moment", b"JUST A SEC")
    received = answer.conversation([b"one moment"] * 3)
    assert not is_made_up(b"".join(received)), (
        f"each message of the child was changed on its way, to 'JUST A SEC', and conversation returned {received}: "
        "it was to return what it has received"
    )


def test_the_child_is_waited_for(answer, evidence, hold):
    hold("exit")
    assert answer.conversation([b"one"]) == [b"one"]
    evidence(lambda did: not did.killed, "The child was killed: it was to talk, and to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_the_last_message_is_a_farewell(answer, still_talk):
    ours, theirs = a_pair()
    with ours, theirs:
        answer.talk(theirs, [b"one", b"two"])
        sent = what_is_there(ours)
        assert sent == [b"one", b"two", answer.FAREWELL], (
            f"talk was to send one, two and FAREWELL, not {sent}"
        )
        still_talk(theirs, ours)


def test_a_farewell_ends_it_and_what_follows_stays(answer, still_talk, still_waits):
    ours, theirs = a_pair()
    with ours, theirs:
        for message in (b"one", b"two", b"That was all.", b"another conversation"):
            theirs.send(message)
        heard = answer.listen(ours)
        assert heard == [b"one", b"two"], f"listen was to return what came before the farewell, not {heard}"
        still_waits(ours)
        assert what_is_there(ours) == [b"another conversation"], (
            "listen was to leave alone what comes after FAREWELL"
        )
        still_talk(ours, theirs)


def test_only_the_farewell_itself_ends_it(answer):
    ours, theirs = a_pair()
    messages = [
        b"That was all",
        b"That was all.\n",
        b" That was all.",
        b"That was all. Or not.",
        b"That was all!",
        b"\xff",
        b"",
    ]
    with ours, theirs:
        for message in [*messages, answer.FAREWELL]:
            theirs.send(message)
        heard = answer.listen(ours)
        assert heard == messages, f"{messages} were sent before the farewell, listen returned {heard}"
        assert ours.fileno() != -1, "listen closed the socket, which belongs to its caller"


def test_a_farewell_that_comes_late_is_waited_for(answer, peer_once_asleep):
    ours, theirs = a_pair()
    theirs.send(b"one moment")
    with ours, theirs, peer_once_asleep(theirs.send, answer.FAREWELL):
        assert answer.listen(ours) == [b"one moment"]


def test_a_message_is_sent_as_it_is(answer):
    ours, theirs = a_pair()
    messages = [b" \xff\n", b"", b"again", b"again", bytes(1024), b""]
    with ours, theirs:
        answer.talk(theirs, messages)
        assert what_is_there(ours) == [*messages, answer.FAREWELL]
        assert theirs.fileno() != -1, "talk closed the socket, which belongs to its caller"


def test_long_messages_that_are_alike(answer, hold):
    hold("exit")
    messages = [bytes(1024), bytes(1024), b"short"]
    received = answer.conversation(messages)
    assert [len(each) for each in received] == [1024, 1024, 5]
    assert received == messages


def test_an_empty_message_is_no_farewell(answer, hold):
    hold("exit")
    messages = [b"before", b"", b"", b"after", b"", b""]
    assert answer.conversation(messages) == messages


def test_who_has_nothing_to_say_still_says_farewell(answer, hold):
    hold("exit")
    assert answer.conversation([]) == []


def test_more_messages_than_a_socket_holds(answer, hold):
    hold("exit")
    messages = [b"%1000d" % number for number in range(150)]
    assert answer.conversation(messages) == messages
