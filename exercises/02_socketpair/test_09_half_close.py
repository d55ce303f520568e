import os
import socket


def test_the_child_knows_when_to_answer(answer):
    assert answer.backwards(b"stressed") == b"desserts"


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


def test_the_socket_stays_open(answer, peer):
    ours, theirs = socket.socketpair()

    def other_side():
        ours.close()
        while theirs.recv(100):
            pass

    peer(other_side)
    theirs.close()
    answer.ask_all(ours, b"nothing comes back")
    assert ours.fileno() != -1, "ask_all closed the socket, which belongs to its caller"
    ours.close()


def test_a_long_question_and_a_long_answer(answer):
    text = bytes(range(256)) * 4000
    backwards = answer.backwards(text)
    assert len(backwards) == len(text), (
        f"a text of {len(text)} bytes was sent, and {len(backwards)} bytes came back"
    )
    assert backwards == text[::-1]


def test_an_empty_question_has_an_end_as_well(answer):
    assert answer.backwards(b"") == b""
