import socket
from pathlib import Path

DATA = b"".join(
    b"%05d " % number for number in range(5000)
)  # 30000 bytes: several buffers, no two pieces alike
NOT_ALL = "a reader has not got all of the data, each byte once and in order"


def pairs(count, size=1):
    """Pairs of sockets. size: of the buffer of each that is fed: of 1, the kernel makes 4480 bytes; 0 for the usual."""
    made = [socket.socketpair() for _ in range(count)]
    for ours, _ in made:
        if size:
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)
    return [ours for ours, _ in made], [theirs for _, theirs in made]


def close(*socks):
    for sock in socks:
        sock.close()


def reads(sock, data=DATA):
    """Receive as many bytes as these, or fail."""
    came = b""
    while len(came) < len(data) and (piece := sock.recv(len(data) - len(came))):
        came += piece
    assert came == data, f"of {len(data)} bytes, {len(came)} have come, or others"


def test_the_last_one_reads_first(answer, peer, evidence):
    ours, theirs = pairs(3)

    def read():
        close(*ours)
        for sock in reversed(theirs):
            reads(sock)
        for sock in theirs:
            assert sock.recv(100) == b"", "something came behind the data"

    reading = peer(read)
    close(*theirs)
    gone = answer.feed(ours, DATA)
    close(*ours)
    assert reading.wait() == 0, NOT_ALL
    assert gone == [], f"all have read to the end, and feed returned {gone}"
    evidence(lambda did: not did.naps, "feed has slept for a time of its own: for what?")


def test_one_has_all_and_another_does_not_read(answer, process, peer_once_asleep):
    ours, theirs = pairs(3)

    def read_first():
        Path("threads").write_text(str(process.threads() + len(process.children())))
        reads(theirs[1])

    with peer_once_asleep(read_first, then=[lambda: reads(theirs[0]), lambda: reads(theirs[2])]):
        close(*theirs)
        gone = answer.feed(ours, DATA)
    assert gone == []
    threads = Path("threads").read_text()
    assert threads == "1", f"one thread was to feed all, and there are {threads} threads and children"
    close(*ours)


def test_some_die(answer, peer_once_asleep):
    ours, theirs = pairs(4)

    def read_some_and_die():
        theirs[3].recv(10)
        theirs[3].close()

    def read_the_others():
        theirs[1].close()
        reads(theirs[0])
        reads(theirs[2])

    with peer_once_asleep(read_some_and_die, then=[read_the_others]):
        close(*theirs)
        gone = answer.feed(ours, DATA)
    assert gone == [1, 3], f"those at the places 1 and 3 have died, and feed returned {gone}"
    close(*ours)


def test_one_has_died_before(answer, peer):
    ours, theirs = pairs(2)
    theirs[0].close()
    reading = peer(reads, theirs[1])
    close(*theirs)
    assert answer.feed(ours, DATA) == [0]
    assert reading.wait() == 0, NOT_ALL
    close(*ours)


def test_what_there_is_room_for(answer, still_waits):
    ours, theirs = pairs(2, size=0)
    for data in (b"hello", b"", b"world"):
        assert answer.feed(ours, data) == []
        for fed, sock in zip(ours, theirs, strict=True):
            still_waits(fed)
            reads(sock, data)
    close(*ours, *theirs)
