import contextlib
import socket


def said(conn):
    """All that comes until the end, or until a reset."""
    data = b""
    try:
        while piece := conn.recv(4096):
            data += piece
    except ConnectionResetError:
        pass
    return data


def answered(answer, tcp_pair, data):
    """Say all this at once as a client, end, and return all that comes back."""
    ours, theirs = tcp_pair()
    with theirs:
        theirs.sendall(data)
        theirs.shutdown(socket.SHUT_WR)
        answer.answer_lines(ours)
        assert ours.fileno() == -1, "answer_lines came back, and its connection is still open"
        return said(theirs)


def test_a_line_is_turned(answer, network, tcp_pair):
    assert answered(answer, tcp_pair, b"heavy\n") == b"yvaeh\n"
    assert answered(answer, tcp_pair, b"  to the left\n") == b"tfel eht ot  \n"


def test_ten_lines_in_one_send(answer, network, tcp_pair):
    lines = [b"line %d" % number for number in range(10)]
    heard = answered(answer, tcp_pair, b"".join(line + b"\n" for line in lines)).splitlines()
    assert len(heard) == 10, f"ten lines came in one piece, and {len(heard)} answers came back: {heard}"
    assert heard == [line[::-1] for line in lines]


def test_a_line_that_comes_byte_by_byte(answer, network, drip_tcp):
    text = "Grüße\nschön\n"  # of these letters, some have two bytes
    ours, theirs = drip_tcp(text.encode())
    with theirs:
        answer.answer_lines(ours)
        assert said(theirs).decode() == "eßürG\nnöhcs\n"


def test_each_line_is_answered_before_the_next_one_comes(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        heard = []
        with theirs.makefile("rb") as lines:
            for number in range(10):
                theirs.sendall(b"%d" % number)
                theirs.sendall(b"5\n6")  # here, the next one begins already
                heard.append(lines.readline())
            theirs.shutdown(socket.SHUT_WR)
            heard.append(lines.read())
        assert heard == [b"50\n", *(b"5%d6\n" % number for number in range(1, 10)), b"6\n"]

    talking = peer(client)
    theirs.close()
    answer.answer_lines(ours)
    assert talking.wait() == 0, "the client got other answers"


def test_what_is_late_is_waited_for(answer, network, tcp_pair, peer_once_asleep):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        theirs.sendall(b"late\n")
        assert theirs.recv(5, socket.MSG_WAITALL) == b"etal\n"

    with peer_once_asleep(client):
        theirs.close()
        answer.answer_lines(ours)


def test_both_kinds_of_newlines(answer, network, tcp_pair):
    assert answered(answer, tcp_pair, b"ab\r\ncd\ne\rf\r\n\r\n\n") == b"ba\ndc\nf\re\n\n\n"


def test_a_newline_that_is_cut_in_half(answer, network, drip_tcp):
    ours, theirs = drip_tcp(b"ab\r\ncd\r\n")
    with theirs:
        answer.answer_lines(ours)
        assert said(theirs) == b"ba\ndc\n"


def test_the_last_line_lacks_its_newline(answer, network, tcp_pair):
    assert answered(answer, tcp_pair, b"ab\ncd") == b"ba\ndc\n"


def test_nothing_is_no_line(answer, network, tcp_pair):
    assert answered(answer, tcp_pair, b"") == b""


def test_the_longest_line(answer, network, tcp_pair):
    longest = b"a" * 998 + b"b\n"
    assert answered(answer, tcp_pair, longest * 3) == (b"b" + b"a" * 998 + b"\n") * 3
    assert answered(answer, tcp_pair, b"a" * 999 + b"b") == b"b" + b"a" * 999 + b"\n"


def test_a_line_that_is_one_byte_too_long(answer, network, tcp_pair):
    heard = answered(answer, tcp_pair, b"ab\n" + b"a" * 1000 + b"\ncd\n")
    assert heard == b"ba\ntoo long\n", f"the second line has 1001 bytes, and the answers were {heard[:40]}"
    heard = answered(answer, tcp_pair, "é".encode() * 500 + b"\n")
    assert heard == b"too long\n", (
        f"500 letters of two bytes and a newline are too long, and it was {heard[:40]}"
    )


def test_an_endless_line(answer, network, tcp_pair, peer):
    ours, theirs = tcp_pair()

    def client():
        ours.close()
        theirs.sendall(b"ab\n" + b"a" * 1001)  # and no newline, ever
        heard = theirs.recv(12, socket.MSG_WAITALL)
        with contextlib.suppress(OSError):  # it may have been closed with bytes that nobody has read
            theirs.shutdown(socket.SHUT_WR)
        assert heard + said(theirs) == b"ba\ntoo long\n"

    talking = peer(client)
    theirs.close()
    answer.answer_lines(ours)
    assert talking.wait() == 0, "1001 bytes of a line have come, and the client was not told: too long"
