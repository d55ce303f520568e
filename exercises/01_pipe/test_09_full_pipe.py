import os


def test_a_little_fits_into_the_pipe(answer):
    assert answer.receive_from_child(1000) == (1000, 7)


def test_nothing_fits_as_well(answer):
    assert answer.receive_from_child(0) == (0, 7)


def test_more_than_a_pipe_holds_arrives_too(answer):
    assert answer.receive_from_child(1_000_000) == (1_000_000, 7)


def test_all_the_bytes_are_sent_and_then_the_end(answer, peer):
    reader, writer = os.pipe()
    sender = peer(answer.send_zeros, 200_000, writer)
    os.close(writer)
    with open(reader, "rb") as data:
        received = len(data.read())
    assert received == 200_000, f"send_zeros was to send 200000 bytes, and {received} arrived"
    sender.wait()


def test_the_write_end_is_closed(answer):
    reader, writer = os.pipe()
    answer.send_zeros(10, writer)
    with open(reader, "rb") as data:
        assert data.read() == bytes(10)
