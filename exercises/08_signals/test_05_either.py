import os
import select
import signal

ONE_CHILD = "supervise was to start one child, and it started another number of them."


def close(*fds):
    for fd in fds:
        os.close(fd)


def test_bytes_are_first(answer, evidence, peer, peer_once_asleep):
    reader, writer = os.pipe()
    work, keeps = os.pipe()
    peer(signal.pause)  # it holds the other end of the child's pipe until the test is over
    os.close(keeps)
    with peer_once_asleep(os.write, writer, b"!"):
        first = answer.supervise(reader, work)
    assert first == "read", f"a byte came, and nothing else, and supervise returned {first!r}"
    assert select.select([reader], [], [], 0)[0], "the byte was to stay in the pipe, and it is there no more"
    assert os.read(reader, 100) == b"!"
    evidence(lambda did: did.forks == 1, ONE_CHILD)
    close(reader, writer, work)


def test_the_child_is_first(answer, evidence, peer_once_asleep):
    reader, writer = os.pipe()
    work, ends = os.pipe()
    with peer_once_asleep(os.close, ends):
        os.close(ends)
        first = answer.supervise(reader, work)
    assert first == "child", f"the child exited, and nothing else came, and supervise returned {first!r}"
    evidence(lambda did: did.forks == 1, ONE_CHILD)
    evidence(
        lambda did: [each.status for each in did.processes] == [3],
        "The child was to exit by itself, with status 3, when its pipe had come to its end.",
    )
    close(reader, writer, work)


def test_the_signal_is_first(answer, evidence, process, peer_once_asleep):
    reader, writer = os.pipe()
    work, keeps = os.pipe()
    with peer_once_asleep(process.send, signal.SIGTERM):
        first = answer.supervise(reader, work)
    assert first == "signal", f"SIGTERM came, and nothing else, and supervise returned {first!r}"
    evidence(lambda did: did.forks == 1, ONE_CHILD)
    close(reader, writer, work, keeps)


def test_the_end_of_the_pipe_is_first(answer, peer_once_asleep):
    reader, writer = os.pipe()
    work, keeps = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        first = answer.supervise(reader, work)
    assert first == "read", f"the pipe came to its end, and supervise returned {first!r}"
    close(reader, work, keeps)


def test_bytes_are_there_before(answer, still_waits):
    reader, writer = os.pipe()
    work, keeps = os.pipe()
    os.write(writer, b"!")
    assert answer.supervise(reader, work) == "read"
    still_waits(reader)
    close(reader, writer, work, keeps)


def test_the_child_has_nothing_to_do(answer):
    reader, writer = os.pipe()
    work, ends = os.pipe()
    os.close(ends)
    assert answer.supervise(reader, work) == "child"
    close(reader, writer, work)


def test_afterwards_the_signals_are_what_they_were(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    work, keeps = os.pipe()
    with peer_once_asleep(process.send, signal.SIGTERM):
        answer.supervise(reader, work)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        for what, is_so in (
            ("calls your handler", process.catches),
            ("is ignored", process.ignores),
            ("is blocked", process.blocks),
        ):
            assert not is_so(number), f"supervise came back, and {number.name} still {what}"
    close(reader, writer, work, keeps)
