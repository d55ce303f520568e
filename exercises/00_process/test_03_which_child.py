import contextlib
import os

import pytest

CODES = [7, 0, 255, 3]


def end_one_after_the_other(writers, order):
    """Let children end in this order: a byte goes into a pipe when nobody holds the one before any more."""
    for number in order:
        os.write(writers[number], bytes([CODES[number]]))
        with contextlib.suppress(BrokenPipeError):
            while True:  # until the pipe breaks, asleep once it is full
                os.write(writers[number], bytes(4096))


def pipes():
    both = [os.pipe() for _ in CODES]
    return [reader for reader, _ in both], [writer for _, writer in both]


def close(ends):
    for end in ends:
        os.close(end)


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (2, 0, 3, 1), (0, 1, 2, 3)], ids=str)
def test_the_codes_come_in_the_order_of_the_pipes(order, answer, hold, peer):
    hold("exit")  # so each one is asked for before the next one ends, if anyone will do
    readers, writers = pipes()

    def other_side():
        close(readers)
        end_one_after_the_other(writers, order)

    other = peer(other_side)
    close(writers)
    codes = answer.run_all(readers)
    assert codes == CODES, f"the children were to exit with {CODES}, in the order of the pipes, not {codes}"
    other.wait()


def test_each_pipe_has_a_child_of_its_own(answer, evidence, hold, peer):
    hold("exit")
    readers, writers = pipes()
    inodes = [os.fstat(reader).st_ino for reader in readers]

    def other_side():
        close(readers)
        end_one_after_the_other(writers, (3, 2, 1, 0))

    other = peer(other_side)
    close(writers)
    assert answer.run_all(readers) == CODES
    other.wait()
    evidence(
        lambda did: did.forks >= len(CODES),
        "The codes came back, but there were not as many processes: each pipe was to have a child of its own.",
    )
    evidence(
        lambda did: all(did.reads(by=did.children, inode=inode) for inode in inodes),
        "The codes came back, but no child has read the pipes: each was to read its own.",
    )
    evidence(
        lambda did: {*CODES} <= {process.status for process in did.processes},
        "The codes came back, but no children have exited with them.",
    )
    evidence(lambda did: not did.killed, "A child was killed: it was to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the children have exited (WNOHANG): it was to wait for that.",
    )


def test_a_byte_that_comes_late_is_waited_for(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.write, writer, b"*", limited=True):
        os.close(writer)
        codes = answer.run_all([reader])
    assert codes == [42]


def test_codes_may_be_alike(answer):
    readers, writers = pipes()
    for writer in writers:
        os.write(writer, b"\x05")
    close(writers)
    assert answer.run_all(readers) == [5] * len(CODES)


def test_no_pipes_and_no_children(answer):
    assert answer.run_all([]) == []
