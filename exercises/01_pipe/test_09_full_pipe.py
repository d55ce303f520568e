import os


def test_a_little_fits_into_the_pipe(answer, hold):
    hold("exit")
    assert answer.receive_from_child(1000) == (1000, 7)


def test_the_bytes_and_the_status_come_from_the_child(answer, evidence, hold):
    hold("exit")
    assert answer.receive_from_child(1000) == (1000, 7)
    evidence(
        lambda did: did.forks,
        "1000 bytes were counted, but no process was made: they were to come from a child.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= 1000,
        "1000 bytes were counted, but the child did not send them, or nobody read them from it.",
    )
    evidence(
        lambda did: 7 in [process.status for process in did.processes],
        "The status is 7, but no child has exited with it.",
    )


def test_the_status_is_that_of_the_child(answer, killed):
    is_killed = killed(7)
    try:
        _, status = answer.receive_from_child(1000)
    except Exception:  # an answer may say in this way as well that its child has not exited
        status = None
    assert not (is_killed() and status == 7), (
        "the child was killed before it could exit with 7, and receive_from_child returned 7: "
        "it was to return the status of the child"
    )


def test_it_is_read_to_the_end(answer, evidence, hold):
    hold("read")
    assert answer.receive_from_child(1000) == (1000, 7)
    evidence(
        lambda did: did.met_end(1000),
        "1000 bytes were counted, but the parent stopped when it had them: it was to read until the end of file.",
    )


def test_bytes_that_do_not_arrive_are_not_counted(answer, lost):
    is_lost = lost(bytes(300))
    received = answer.receive_from_child(300)
    arrived = 150 if is_lost() else 300
    assert received == (arrived, 7), (
        f"some of the bytes were lost on their way, {arrived} arrived, and receive_from_child returned {received}"
    )


def test_nothing_fits_as_well(answer, hold):
    hold("exit")
    assert answer.receive_from_child(0) == (0, 7)


def test_more_than_a_pipe_holds_arrives_too(answer):
    assert answer.receive_from_child(1_000_000) == (1_000_000, 7)


def test_it_is_read_while_the_child_writes(answer, evidence, hold):
    hold("exit")
    assert answer.receive_from_child(200_000) == (200_000, 7)
    evidence(
        lambda did: not did.sizes,
        "200000 bytes arrived, but through a pipe that was made bigger: the usual one was to be read while the "
        "child writes.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= 200_000,
        "200000 bytes were counted, but the child did not send them, or nobody read them from it.",
    )
    evidence(
        lambda did: did.story("read", "exit")[:1] == ["parent reads"],
        "The child exited before anything was read: so much does not fit into a pipe as big as it was made.",
    )


def test_one_byte_more_than_a_pipe_holds(answer, hold):
    hold("exit")
    assert answer.receive_from_child(65536) == (65536, 7)
    assert answer.receive_from_child(65537) == (65537, 7)


def test_the_child_is_waited_for(answer, evidence, hold):
    hold("exit")
    assert answer.receive_from_child(70_000) == (70_000, 7)
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_all_the_bytes_are_sent_and_then_the_end(answer, peer):
    reader, writer = os.pipe()
    sender = peer(answer.send_zeros, 200_000, writer)
    os.close(writer)
    with open(reader, "rb") as data:
        came = data.read()
    assert len(came) == 200_000, f"send_zeros was to send 200000 bytes, and {len(came)} arrived"
    assert not any(came), "send_zeros was to send zero bytes, and others arrived"
    sender.wait()


def test_a_full_pipe_is_waited_for(answer, peer_once_asleep):
    reader, writer = os.pipe()

    def read_to_the_end():
        os.close(writer)
        while os.read(reader, 65536):
            pass

    with peer_once_asleep(read_to_the_end):
        os.close(reader)
        answer.send_zeros(100_000, writer)


def test_the_write_end_is_closed(answer):
    reader, writer = os.pipe()
    answer.send_zeros(10, writer)
    with open(reader, "rb") as data:
        assert data.read() == bytes(10)
