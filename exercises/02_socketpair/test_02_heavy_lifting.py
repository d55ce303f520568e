import socket

import pytest

LIFTING = [b"Heavy lifting", b"Heavy lifting", b"Feather lifting", b"Feather lifting"]
LIFTED = [
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
            messages.append(sock.recv(2048, socket.MSG_DONTWAIT))
    except BlockingIOError:
        return messages


def test_every_message_gets_its_answer(answer):
    ours, theirs = a_pair()
    with ours, theirs:
        for message in LIFTING:
            ours.send(message)
        answer.work(theirs, 4)
        answers = what_is_there(ours)
    if len(answers) < 4:
        pytest.fail(f"four messages were sent, and work answered {len(answers)} of them: {answers}")
    assert answers == LIFTED


def test_four_answers_come_back(answer, hold):
    hold("exit")
    hold("read")
    assert answer.delegate(LIFTING) == LIFTED


def test_without_messages_there_are_no_answers(answer, hold):
    hold("exit")
    assert answer.delegate([]) == []


def test_no_more_is_received_than_was_asked_for(answer, still_talk):
    ours, theirs = a_pair()
    with ours, theirs:
        ours.send(b"one")
        ours.send(b"two")
        answer.work(theirs, 0)
        answer.work(theirs, 1)
        assert theirs.recv(1024) == b"two", "work(sock, 1) was to leave the second message alone"
        assert ours.recv(1024) == b"one accomplished!"
        still_talk(theirs, ours)


def test_each_message_is_answered_before_the_next_is_waited_for(answer, peer_once_asleep):
    ours, theirs = a_pair()

    def send_back_what_has_come():
        ours.send(b"after " + b", ".join(what_is_there(ours)) + b":")

    with ours, theirs:
        ours.send(b"early")
        with peer_once_asleep(send_back_what_has_come):
            answer.work(theirs, 2)
        answers = what_is_there(ours)
    assert b"early accomplished!" not in answers, (
        "work waited for the second message before it answered the first"
    )
    assert answers == [b"after early accomplished!: accomplished!"]


def test_the_same_message_is_in_the_answer(answer):
    messages = [b" \xff spaces  around \n", b"", b"Heavy metal", bytes(1024)]
    ours, theirs = a_pair()
    with ours, theirs:
        for message in messages:
            ours.send(message)
        answer.work(theirs, 4)
        assert what_is_there(ours) == [message + b" accomplished!" for message in messages]


def test_eight_long_messages(answer, hold):
    hold("exit")
    messages = [bytes([number]) * 1000 for number in range(8)]
    answers = answer.delegate(messages)
    assert [len(each) for each in answers] == [1014] * 8, (
        "eight messages of 1000 bytes were sent; 14 bytes more were to come back for each, "
        f"not {[len(each) for each in answers]}"
    )
    assert answers == [message + b" accomplished!" for message in messages]


def test_a_child_does_the_work(answer, evidence, hold):
    hold("exit")
    assert answer.delegate(LIFTING) == LIFTED
    evidence(
        lambda did: did.forks, "Four answers came back, but no process was made: a child was to do the work."
    )
    evidence(
        lambda did: did.pairs or did.sockets,
        "Four answers came back, but through no sockets: both were to talk through a pair of these.",
    )
    evidence(
        lambda did: did.written() - did.written(by=did.children) >= sum(map(len, LIFTING)),
        "Four answers came back, but the messages were not sent to the child.",
    )
    evidence(
        lambda did: did.reads(by=did.children),
        "Four answers came back, but the child has received nothing.",
    )
    evidence(
        lambda did: did.written(by=did.children) >= sum(map(len, LIFTED)),
        "Four answers came back, but the child did not send them.",
    )
    evidence(
        lambda did: did.own_forks < len(LIFTING),
        "Each answer came from another child: one child was to do the work.",
    )
    evidence(
        lambda did: all(did.said(each, by=did.children) for each in LIFTED),
        "Four answers came back, but the child has sent others: it was to send each message with the words behind it.",
    )
    evidence(
        lambda did: did.reads() > did.reads(by=did.children),
        "Four answers came back, but the parent has received none of them.",
    )


def test_the_answers_that_came_are_returned(answer, changed):
    is_made_up = changed(b"Heavy lifting accomplished!", b"hEAVY LIFTING ACCOMPLISHED.")
    answers = answer.delegate([b"Heavy lifting"] * 3)
    assert not is_made_up(b"".join(answers)), (
        f"each answer of the child was changed on its way, to capitals, and delegate returned {answers}: "
        "it was to return what it has received"
    )


def test_the_child_is_waited_for(answer, evidence, hold):
    hold("exit")
    assert answer.delegate([b"Heavy lifting"]) == [b"Heavy lifting accomplished!"]
    evidence(lambda did: not did.killed, "The child was killed: it was to work, and to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )
