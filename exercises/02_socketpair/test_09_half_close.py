import os
import socket


def test_the_child_knows_when_to_answer(answer, hold):
    hold("exit")
    assert answer.backwards(b"stressed") == b"desserts"


def test_a_child_reads_and_sends(answer, evidence, hold):
    hold("exit")
    assert answer.backwards(b"stressed") == b"desserts"
    evidence(lambda did: did.forks, "The answer is right, but no process was made: a child was to give it.")
    evidence(
        lambda did: did.pairs or did.sockets,
        "The answer is right, but through no sockets: both were to talk through a pair of these.",
    )
    evidence(
        lambda did: did.written() - did.written(by=did.children) >= len(b"stressed"),
        "The answer is right, but the text was not sent to the child.",
    )
    evidence(
        lambda did: did.reads(by=did.children), "The answer is right, but the child has not read the text."
    )
    evidence(
        lambda did: did.written(by=did.children) >= len(b"desserts"),
        "The answer is right, but the child did not send it.",
    )
    evidence(
        lambda did: did.said(b"desserts", by=did.children),
        "The answer is right, but the child has sent another: it was to reverse the text.",
    )
    evidence(
        lambda did: did.reads() > did.reads(by=did.children),
        "The answer is right, but the parent has not received it from the child.",
    )
    evidence(
        lambda did: did.asked(by=did.children) > len(b"stressed"),
        "The answer is right, but the child has asked for no more than the text: it was to read to its end.",
    )


def test_the_child_reads_to_the_end_and_does_not_count(answer, lost):
    is_lost = lost(b"stressed")
    text = answer.backwards(b"stressed")
    expected = b"erts" if is_lost() else b"desserts"
    assert text == expected, (
        f"half of the text was lost on its way: the reverse of what came is {expected}, backwards returned {text}"
    )


def test_the_answer_that_came_is_returned(answer, changed):
    is_made_up = changed(b"desserts", b"PUDDINGS")
    text = answer.backwards(b"stressed")
    assert not is_made_up(text), (
        f"the answer of the child was changed on its way, to 'PUDDINGS', and backwards returned {text}: "
        "it was to return what it has received"
    )


def test_the_child_is_waited_for(answer, hold, evidence):
    hold("exit")
    assert answer.backwards(b"drawer") == b"reward"
    evidence(
        lambda did: not did.killed, "The child was killed: it was to send its answer, and to exit by itself."
    )
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_all_comes_until_the_end_one_by_one(answer, drip_stream, still_waits):
    text = b"\xff\x00 to the\nend\n" * 10
    with drip_stream(text) as ours:
        received = answer.until_the_end(ours)
        assert received == text, (
            f"{len(text)} bytes came one by one before the end; until_the_end returned {received}"
        )
        assert ours.fileno() != -1, "until_the_end closed the socket, which belongs to its caller"
        still_waits(ours)


def test_an_end_that_comes_late_is_waited_for(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()
    theirs.send(b"wait...")

    def speak_and_end():
        theirs.send(b"that was it")
        theirs.shutdown(socket.SHUT_WR)

    with ours, theirs, peer_once_asleep(speak_and_end):
        assert answer.until_the_end(ours) == b"wait...that was it"


def test_an_answer_that_comes_late_is_waited_for(answer, peer_once_asleep):
    ours, theirs = socket.socketpair()

    def hear_and_speak():
        ours.close()
        question = theirs.recv(100)
        theirs.send(question.upper() + (b"!" if theirs.recv(100) == b"" else b"?"))

    with ours, peer_once_asleep(hear_and_speak):
        theirs.close()
        assert answer.ask_all(ours, b"is this all") == b"IS THIS ALL!"


def test_an_answer_is_received_until_its_end(answer, drip_stream):
    with drip_stream(b"one by one", listens=True) as ours:
        received = answer.ask_all(ours, b"how?")
        assert received == b"one by one", (
            f"the answer came one by one, as 10 bytes before the end, and ask_all returned {received}"
        )


def test_the_peer_reads_the_whole_question_and_its_end(answer, peer):
    ours, theirs = socket.socketpair()

    def other_side():
        ours.close()
        question = b""
        while piece := theirs.recv(100):
            question += piece
        theirs.sendall(b"you asked: " + question)

    peer(other_side)
    theirs.close()
    assert answer.ask_all(ours, b"what is the end of file?") == b"you asked: what is the end of file?"
    ours.close()


def test_a_copy_of_the_socket_elsewhere_makes_no_difference(answer, peer):
    ours, theirs = socket.socketpair()
    wait, let_go = os.pipe()

    def keep_a_copy():
        os.close(let_go)
        theirs.close()
        os.read(wait, 1)  # until the test has what it wants

    def other_side():
        os.close(let_go)
        while theirs.recv(100):
            pass
        theirs.sendall(b"understood")
        theirs.shutdown(socket.SHUT_WR)

    peer(keep_a_copy)
    peer(other_side)
    theirs.close()
    assert answer.ask_all(ours, b"are there copies?") == b"understood"
    os.close(let_go)
    os.close(wait)
    ours.close()


def test_the_socket_stays_open(answer, peer, still_waits):
    ours, theirs = socket.socketpair()

    def other_side():
        ours.close()
        while theirs.recv(100):
            pass

    peer(other_side)
    theirs.close()
    answer.ask_all(ours, b"nothing comes back")
    assert ours.fileno() != -1, "ask_all closed the socket, which belongs to its caller"
    still_waits(ours)
    ours.close()


def test_a_long_question_and_a_long_answer(answer, hold):
    hold("exit")
    text = bytes(range(256)) * 1500
    backwards = answer.backwards(text)
    assert len(backwards) == len(text), (
        f"a text of {len(text)} bytes was sent, and {len(backwards)} bytes came back"
    )
    assert backwards == text[::-1]


def test_an_empty_question_has_an_end_as_well(answer, hold):
    hold("exit")
    assert answer.backwards(b"") == b""
