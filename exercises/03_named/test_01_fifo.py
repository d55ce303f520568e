import os
import stat

import pytest


def test_the_bytes_come_through(answer, folder, hold):
    hold("exit")
    assert answer.through(f"{folder}/fifo", b"by name") == b"by name"


def test_a_child_writes_into_a_fifo(answer, folder, evidence):
    assert answer.through(f"{folder}/fifo", b"by name") == b"by name"
    evidence(
        lambda did: did.forks, "The bytes are right, but no process was made: a child was to write them."
    )
    evidence(
        lambda did: did.written(kind="fifo", by=did.children) >= len(b"by name"),
        "The bytes are right, but the child did not write them into a FIFO.",
    )
    evidence(
        lambda did: did.reads(kind="fifo") > did.reads(kind="fifo", by=did.children),
        "The bytes are right, but the parent has not read them from the FIFO.",
    )
    evidence(
        lambda did: did.met_end(len(b"by name"), kind="fifo"),
        "The bytes are right, but nobody has read on to their end: how is it known that these were all?",
    )
    evidence(
        lambda did: not did.naps,
        "The bytes are right, but through has slept for a time of its own: to open a FIFO is to wait.",
    )


def test_the_bytes_that_came_are_returned(answer, folder, changed):
    is_made_up = changed(b"by name", b"by fifo")
    came = answer.through(f"{folder}/fifo", b"by name")
    assert not is_made_up(came), (
        f"the bytes were changed on their way, to b'by fifo', and through returned {came}: "
        "it was to return what it has read"
    )


def test_nothing_is_left_at_the_path(answer, folder):
    answer.through(f"{folder}/fifo", b"!")
    assert os.listdir(folder) == [], "the FIFO is still there: a name stays until somebody removes it"


def test_the_child_exits_by_itself(answer, folder, evidence, hold):
    hold("exit")
    assert answer.through(f"{folder}/fifo", b"bye") == b"bye"
    evidence(lambda did: not did.killed, "The child was killed: it was to write, and to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_more_than_a_pipe_holds(answer, folder):
    data = bytes(range(256)) * 800
    came = answer.through(f"{folder}/fifo", data)
    assert len(came) == len(data), f"{len(data)} bytes were to come through, and {len(came)} did"
    assert came == data


def test_nothing_comes_through_as_nothing(answer, folder):
    assert answer.through(f"{folder}/fifo", b"") == b""


def test_it_can_be_done_again_at_once(answer, folder):
    assert [answer.through(f"{folder}/fifo", data) for data in (b"one", b"two")] == [b"one", b"two"]


def test_what_is_there_before_is_left_alone(answer, folder):
    with open(f"{folder}/taken", "w") as file:
        file.write("a letter")
    os.mkfifo(f"{folder}/fifo")
    for name in ("taken", "fifo"):
        with pytest.raises(FileExistsError):
            answer.through(f"{folder}/{name}", b"!")
    with open(f"{folder}/taken") as file:
        assert file.read() == "a letter"
    assert stat.S_ISFIFO(os.stat(f"{folder}/fifo").st_mode)
