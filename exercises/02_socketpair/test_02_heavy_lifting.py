import socket

import pytest

LIFTING = [b"Heavy lifting", b"Heavy lifting", b"Feather lifting", b"Feather lifting"]


def test_every_message_gets_its_answer(answer):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for message in LIFTING:
        ours.send(message)
    answer.work(theirs, 4)
    theirs.close()
    answers = []
    ours.setblocking(False)
    for _ in LIFTING:
        try:
            answers.append(ours.recv(1024))
        except BlockingIOError:
            pytest.fail(f"four messages were sent, and work answered {len(answers)} of them: {answers}")
    ours.close()
    assert answers == [message + b" accomplished!" for message in LIFTING]


def test_four_answers_come_back(answer):
    assert answer.delegate(LIFTING) == [
        b"Heavy lifting accomplished!",
        b"Heavy lifting accomplished!",
        b"Feather lifting accomplished!",
        b"Feather lifting accomplished!",
    ]


def test_without_messages_there_are_no_answers(answer):
    assert answer.delegate([]) == []


def test_no_more_is_received_than_was_asked_for(answer):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.send(b"one")
    ours.send(b"two")
    answer.work(theirs, 1)
    assert theirs.recv(1024) == b"two", "work(sock, 1) was to leave the second message alone"
    ours.close()
    theirs.close()
