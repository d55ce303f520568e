import os
import socket
import sys
import time
from pathlib import Path

import pytest

LONG = 1000.0  # seconds: longer than any test
SHORT = 0.1
A_MOMENT = 0.0001
A_WHILE = 0.005


def served():
    """The socket of a server."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    return sock


def asked(server):
    """All questions that have come to a server."""
    questions = []
    while True:
        try:
            questions.append(server.recv(2000, socket.MSG_DONTWAIT))
        except BlockingIOError:
            return questions


def drops(server):
    """How many datagrams the kernel has dropped, for there was no room for them: proc_pid_net(5)."""
    port = b":%04X " % server.getsockname()[1]
    rows = Path("/proc/net/udp").read_bytes().splitlines()[1:]
    return sum(int(row.split()[-1]) for row in rows if port in row)


def test_a_question_and_its_answer(answer, network, peer):
    with served() as server:

        def reply():
            question, address = server.recvfrom(2000)
            server.sendto(b"7  it is late " if question == b"7 what time is it?" else b"7 what?", address)

        replying = peer(reply)
        assert answer.ask(server.getsockname(), 7, b"what time is it?", 1, LONG) == b" it is late "
        assert replying.wait() == 0


def test_an_answer_that_is_late_is_waited_for(answer, network, peer_once_asleep):
    with served() as server:

        def reply():
            _, address = server.recvfrom(2000)
            server.sendto(b"7 late", address)

        with peer_once_asleep(reply, limited="for long"):
            assert answer.ask(server.getsockname(), 7, b"what time is it?", 1, LONG) == b"late"


def test_a_question_that_is_lost_is_asked_again(answer, network, peer):
    with served() as server:

        def reply():
            lost = [server.recv(2000), server.recv(2000)]
            question, address = server.recvfrom(2000)
            server.sendto(b"1 yes", address)
            assert [*lost, question] == [b"1 are you there?"] * 3

        replying = peer(reply)
        assert answer.ask(server.getsockname(), 1, b"are you there?", 40, SHORT) == b"yes"
        assert replying.wait() == 0, "the server has got other questions"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how many it has dropped")
def test_a_question_that_the_kernel_drops(answer, network, peer):
    with served() as server, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as others:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        while not drops(server):
            others.sendto(b"and another question", server.getsockname())
        before = drops(server)

        def reply():
            while drops(server) == before:
                time.sleep(A_MOMENT)
            asked(server)  # now there is room
            question, address = server.recvfrom(2000)
            server.sendto(question, address)

        peer(reply)
        assert answer.ask(server.getsockname(), 5, b"hello", 40, SHORT) == b"hello"


def test_as_many_tries_as_were_asked_for(answer, network):
    with served() as server:
        with pytest.raises(TimeoutError):
            answer.ask(server.getsockname(), 3, b"hello", 3, SHORT)
        questions = asked(server)
        assert questions == [b"3 hello"] * 3, f"of three tries, the server has got {len(questions)}"


def test_an_answer_to_an_older_question(answer, network, peer):
    with served() as server:

        def reply():
            _, address = server.recvfrom(2000)
            for words in (b"6 of the past", b"70 of the future", b"6 of the past", b"7 of now"):
                server.sendto(words, address)

        peer(reply)
        got = answer.ask(server.getsockname(), 7, b"of when are you?", 1, LONG)
        assert got == b"of now", f"question 7 was asked, and this answer was returned: {got}"


def test_an_older_answer_is_no_reason_to_ask_again(answer, network, peer):
    with served() as server:

        def reply():
            _, address = server.recvfrom(2000)
            server.sendto(b"6 of the past", address)
            server.sendto(b"7 of now", address)

        replying = peer(reply)
        assert answer.ask(server.getsockname(), 7, b"of when are you?", 9, LONG) == b"of now"
        assert replying.wait() == 0
        assert asked(server) == [], "the question was asked again before its time was over"


def test_a_stranger(answer, network, peer):
    with served() as server, served() as stranger:

        def reply():
            _, address = server.recvfrom(2000)
            stranger.sendto(b"7 trust me", address)
            server.sendto(b"7 do not trust anybody", address)

        peer(reply)
        got = answer.ask(server.getsockname(), 7, b"whom can I trust?", 1, LONG)
        assert got == b"do not trust anybody", f"the answer of a stranger was returned: {got}"


def test_nobody_is_there(answer, network):
    with served() as server:
        address = server.getsockname()
    try:
        answer.ask(address, 7, b"hello", 3, SHORT)
    except ConnectionRefusedError:
        return
    except TimeoutError:
        pass
    pytest.fail("nobody has this port, and the kernel would have said so at once: ConnectionRefusedError")


def unread(address):
    """Whether the socket of this address holds datagrams that were not received yet: proc_pid_net(5)."""
    rows = [row.split() for row in Path("/proc/net/udp").read_bytes().splitlines()[1:]]
    return any(row[1].endswith(b":%04X" % address[1]) and not row[4].endswith(b":00000000") for row in rows)


def test_a_try_ends_in_time(answer, network, peer):
    told, tell = os.pipe()
    with served() as server:

        def reply():
            _, address = server.recvfrom(2000)
            server.connect(address)
            try:
                for _ in range(150):  # each when the one before was received: nobody is too slow for that
                    server.send(b"6 of the past")
                    time.sleep(A_WHILE)
                    while sys.platform == "linux" and unread(address):
                        time.sleep(A_WHILE)
            except ConnectionRefusedError:
                os.write(tell, b"was asked no more")
            else:
                os.write(tell, b"was listened to for 0.75 s at least")

        peer(reply)
        os.close(tell)
        with pytest.raises(TimeoutError):
            answer.ask(server.getsockname(), 7, b"of when are you?", 1, 0.5)
    happened = os.read(told, 100).decode()
    os.close(told)
    assert happened == "was asked no more", f"with one try of 0.5 s, the server {happened}"


def test_an_empty_answer(answer, network, peer):
    with served() as server:

        def reply():
            _, address = server.recvfrom(2000)
            server.sendto(b"0 ", address)

        peer(reply)
        assert answer.ask(server.getsockname(), 0, b"", 1, LONG) == b""
